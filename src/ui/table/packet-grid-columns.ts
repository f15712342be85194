import { formatTime } from '../../base/format.ts';
import type { TimeFormat } from '../../base/format.ts';
import type { ColumnDescription } from '../../core/model/column.ts';
import { gridColumns } from './grid-columns.ts';
import type { CellContext, GridColumn } from './types.ts';

/** How the packets' times are written. */
export interface PacketTimes {
  readonly style: TimeFormat;
  readonly epochNs: bigint | undefined;
  /** True if the capture counts nanoseconds. */
  readonly nanoseconds: boolean;
  /** The time farthest from the first packet, nanoseconds, which needs most room; 0 if it is not known. */
  readonly farthestNs?: number;
}

/** Columns of a grid of packets. */
export function packetGridColumns(
  descriptions: readonly ColumnDescription[],
  times: PacketTimes,
): readonly GridColumn[] {
  const missing: Partial<GridColumn> = { text: missingAsEmpty };
  return gridColumns(descriptions, {
    number: { width: 66 },
    time: {
      width: timeWidth(times),
      text: (context) => packetTime(context, times),
    },
    src: { width: 128 },
    dst: { width: 128 },
    src_port: missing,
    dst_port: missing,
    flow: missing,
    protocol: { width: 84 },
    flags: { width: 84 },
    reason: { width: 180 },
    src_name: { width: 160 },
    dst_name: { width: 160 },
    comment: { width: 240 },
    file: { width: 160 },
    // No table keeps it, so there is nothing to sort by.
    info: { width: 420, sortable: false },
  });
}

const PER_DIGIT = 8;
/** Digits of a second that the plain width has room for. */
const USUAL_DIGITS = 4;

/** A number that is cut would be read as another one: captures of weeks have room for all digits. */
function timeWidth({ style, nanoseconds, farthestNs = 0 }: PacketTimes): number {
  if (style === 'utc' || style === 'local') return 216;
  const digits = Math.trunc(farthestNs / 1e9).toString().length;
  return (nanoseconds ? 122 : 104) + PER_DIGIT * Math.max(0, digits - USUAL_DIGITS);
}

/** Ports and flows that are not there are -1 in the table and nothing on the page. */
function missingAsEmpty({ cell }: CellContext): string {
  return cell === -1 || cell === undefined ? '' : cell.toString();
}

/** A packet's time; as a delta it is the gap to the row above, whatever the order of the rows. */
export function packetTime({ cell, above }: CellContext, { style, epochNs, nanoseconds }: PacketTimes): string {
  if (typeof cell !== 'number') return '';
  const digits = nanoseconds ? 9 : 6;
  if (style !== 'delta') return formatTime(cell, epochNs, style, digits);
  return formatTime(typeof above === 'number' ? cell - above : 0, epochNs, style, digits);
}
