import { formatTime } from '../../../base/format.ts';
import { OBJECT_COLUMNS } from '../../../core/model/object-columns.ts';
import { gridColumns } from '../../table/grid-columns.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';
import type { GridColumn } from '../../table/types.ts';

/** Columns shown at first; the others can be chosen. */
export const OBJECT_COLUMNS_AT_FIRST: readonly string[] = [
  'time',
  'protocol',
  'name',
  'type',
  'content',
  'size',
  'state',
  'why',
  'decrypted',
  'src',
  'dst',
  'flow',
  'packet',
  'sha256',
];

/** Columns of the grid of objects. */
export function objectGridColumns(times: PacketTimes): readonly GridColumn[] {
  const isAbsolute = times.style === 'utc' || times.style === 'local';
  return gridColumns(OBJECT_COLUMNS, {
    time: {
      width: isAbsolute ? 216 : 116,
      text: ({ cell }) => (typeof cell === 'number' ? timeText(cell, times) : ''),
    },
    protocol: { width: 84 },
    name: { width: 260 },
    type: { width: 170 },
    content: { width: 170 },
    state: { width: 100 },
    why: { width: 190 },
    decrypted: { width: 100 },
    sha256: { width: 480 },
  });
}

/** A time as the page writes it; "since the row above" makes no sense between objects. */
export function timeText(ns: number, { style, epochNs, nanoseconds }: PacketTimes): string {
  return formatTime(ns, epochNs, style === 'delta' ? 'relative' : style, nanoseconds ? 9 : 6);
}
