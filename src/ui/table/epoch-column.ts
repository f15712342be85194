import { formatEpoch, formatSeconds, nanosecondsOfMs, type TimeFormat } from '../../base/format.ts';
import type { CellContext, GridColumn } from './types.ts';

/** How times of flows are written. */
export interface FlowTimes {
  readonly style: TimeFormat;
  /** Time of the capture's first packet. */
  readonly epochNs: bigint | undefined;
  /** Digits of the second, as fine as the meter's clock. */
  readonly digits: 3 | 6 | 9;
}

/** Width and text of a column of times of the meter's clock. */
export function epochColumn(times: FlowTimes): Pick<GridColumn, 'width' | 'text'> {
  return {
    width: (isRelative(times.style) ? 104 : 178) + 7 * (times.digits - 3),
    text: ({ cell }) => flowTime(cell, times),
  };
}

function isRelative(style: TimeFormat): style is 'relative' | 'delta' {
  return style === 'relative' || style === 'delta';
}

/** A time of the meter's clock (ms since 1970, with a fraction if it is finer); 0 means that there is none. */
export function flowTime(cell: CellContext['cell'], { style, epochNs, digits }: FlowTimes): string {
  if (cell === undefined || typeof cell === 'object' || Number(cell) === 0) return '';
  const ns = nanosecondsOfMs(cell);
  if (!isRelative(style)) return formatEpoch(ns, style, digits);
  // The clock cuts to whole ticks, so that the first packet would stand before itself.
  const tick = 10n ** BigInt(9 - digits);
  const first = epochNs === undefined ? 0n : epochNs - (epochNs % tick);
  return formatSeconds(Number(ns - first), digits);
}
