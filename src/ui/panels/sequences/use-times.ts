import { useMemo } from 'react';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';

/** How times are written now; the same object until it changes. */
export function useTimes(): PacketTimes {
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const nanoseconds = useStore((state) => summaryOf(state.session)?.nanoseconds ?? false);
  return useMemo(() => ({ style, epochNs, nanoseconds }), [style, epochNs, nanoseconds]);
}
