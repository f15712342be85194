import { useMemo } from 'react';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import type { PacketTimes } from '../table/packet-grid-columns.ts';

/** How grids of packets write the times of the open capture. */
export function usePacketTimes(): PacketTimes {
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const nanoseconds = useStore((state) => summaryOf(state.session)?.nanoseconds ?? false);
  const farthestNs = useStore((state) => farthest(summaryOf(state.session)));
  return useMemo(() => ({ style, epochNs, nanoseconds, farthestNs }), [style, epochNs, nanoseconds, farthestNs]);
}

/** A power of ten, so that it does not change with every packet while a capture is read. */
function farthest(summary: { readonly firstNs: number; readonly lastNs: number } | undefined): number {
  if (summary === undefined) return 0;
  const { firstNs, lastNs } = summary;
  const [far, sign] = -firstNs > lastNs ? [-firstNs, -1] : [lastNs, 1];
  return far < 1e9 ? 0 : sign * 10 ** Math.floor(Math.log10(far));
}
