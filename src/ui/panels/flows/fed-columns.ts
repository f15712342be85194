import type { ColumnDescription } from '../../../core/model/column.ts';
import type { FedPackets } from '../../../core/model/explanation.ts';
import { gridColumn } from '../../table/grid-columns.ts';
import type { GridColumn } from '../../table/types.ts';

function column(id: string, label: string, help: string): ColumnDescription {
  return { id, label, kind: 'text', group: 'Explanation', unit: '', help, formula: '' };
}

const FED = column('fed', 'Fed', 'What the packet contributed to the feature; empty if nothing.');
const ROLE = column('role', 'As', 'Its part: from which packet a gap is counted, the smallest, the first, …');

/** Position among the fed packets; -1 for a packet that fed nothing. */
export function fedPosition({ rows }: FedPackets, packet: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? packet) < packet) low = middle + 1;
    else high = middle;
  }
  return rows[low] === packet ? low : -1;
}

/** What a packet contributed, in words: "149 B"; "yes" where it is no number, "" if it fed nothing. */
export function fedText(fed: FedPackets, packet: number): string {
  const at = fedPosition(fed, packet);
  if (at < 0) return '';
  const value = fed.values[at] ?? NaN;
  if (Number.isNaN(value)) return 'yes';
  return fed.unit === '' || fed.unit === 'packets' ? String(value) : `${value} ${fed.unit}`;
}

/** What part a packet has: "largest, since packet 4". */
export function roleText(fed: FedPackets, packet: number): string {
  const at = fedPosition(fed, packet);
  if (at < 0) return '';
  const since = fed.since?.[at];
  const words = fed.roles.filter((role) => role.packet === packet).map(({ role }) => role);
  if (since !== undefined && since !== packet) words.push(`since packet ${since + 1}`);
  return words.join(', ');
}

/** The columns that an explanation adds to a grid of packets: no parts where there are none. */
export function fedColumns(fed: FedPackets): readonly GridColumn[] {
  const own = { sortable: false, stored: false };
  const value = gridColumn(FED, { ...own, width: 96, align: 'end', text: ({ row }) => fedText(fed, row) });
  const role = gridColumn(ROLE, { ...own, width: 132, text: ({ row }) => roleText(fed, row) });
  return fed.roles.length === 0 && fed.since === undefined ? [value] : [value, role];
}
