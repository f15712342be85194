import { BitSet } from '../../../base/bit-set.ts';
import { textColumn } from '../../export/text-column.ts';
import type { Column } from '../../model/column.ts';
import { CAPTURED, MATCH_COLUMNS, MATCH_LINES, MATCH_PACKETS } from '../../model/match-columns.ts';
import { MATCH_TABLE } from '../../model/table-list.ts';
import type { MatchStore } from '../match-store.ts';
import type { CaptureTable } from './capture-table.ts';

/** What relational flows found: its packets are those that a match consumed. */
export const MATCHES: CaptureTable = {
  description: MATCH_TABLE,
  jsonColumns: new Set(['fields']),
  rows: ({ matches }) => matches.rows,
  // Lines have no packets: what limits packets does not limit them.
  withPacket:
    ({ matches }, fits) =>
    (row) =>
      matches.isOfLines || matches.packetsOf(row).some(fits),
  packetsOf({ matches, tables }, rows) {
    const packets = new BitSet(tables.packets.length);
    if (!matches.isOfLines) for (const row of rows) for (const packet of matches.packetsOf(row)) packets.add(packet);
    return packets.toArray();
  },
  fileColumns: ({ matches }) => matchFileColumns(matches),
};

/** The columns of matches in files: the page's, captured fields as a JSON object, then the packets. */
export function matchFileColumns(store: MatchStore): ReadonlyMap<string, Column> {
  const columns = [...store.rows.columns.values()].map((column) => fileColumn(column, store));
  return new Map([...columns, packetsColumn(store)].map((column) => [column.description.id, column]));
}

/** The columns that each match has, whatever was looked for: those of files that several classes share. */
export function commonFileColumns(store: MatchStore): Column[] {
  const columns = matchFileColumns(store);
  return COMMON.flatMap((id) => columns.get(id) ?? []);
}

/** For matches of one class: common columns, how long its steps took, and what it captured as `field.NAME`. */
export function classFileColumns(store: MatchStore): Column[] {
  const all = [...matchFileColumns(store).values()].filter(({ description: { id } }) => id !== 'fields');
  return all.map((column) => {
    const { description } = column;
    if (description.group !== CAPTURED) return column;
    return { ...column, description: { ...description, id: `field.${description.label}` } };
  });
}

const COMMON = [
  ...MATCH_COLUMNS.map(({ id }) => id).filter((id) => id !== 'longest_gap'),
  MATCH_PACKETS.id,
  MATCH_LINES.id,
];

function fileColumn(column: Column, store: MatchStore): Column {
  const { description } = column;
  if (description.id === 'fields') return textColumn(description, (row) => fieldsText(store, row));
  // Matches, and what lies between their events, last fractions of milliseconds.
  return description.kind === 'milliseconds' ? { ...column, description: { ...description, kind: 'float' } } : column;
}

function fieldsText(store: MatchStore, row: number): string {
  const fields = store.get(row)?.fields ?? [];
  return JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value])));
}

function packetsColumn(store: MatchStore): Column {
  const numbers = (row: number): number[] => Array.from(store.packetsOf(row), (packet) => packet + 1);
  return { type: 'list', description: store.isOfLines ? MATCH_LINES : MATCH_PACKETS, list: numbers };
}
