import { useMemo } from 'react';
import { isOverLines, summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';

/** How times of what the last run found are written now; the same object until it changes. */
export function useTimes(): PacketTimes {
  const style = useStore((state) => state.timeFormat);
  const isOfLines = useStore((state) => isOverLines(state.run));
  const epochNs = useStore(({ session, log }) => (isOfLines ? log?.times?.epochNs : summaryOf(session)?.epochNs));
  const nanoseconds = useStore((state) => !isOfLines && (summaryOf(state.session)?.nanoseconds ?? false));
  return useMemo(() => ({ style, epochNs, nanoseconds }), [style, epochNs, nanoseconds]);
}
