import type { EventNeeds } from '../../model/event-needs.ts';
import type { Column } from '../../model/column.ts';
import { NONE } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { messageRows } from '../messages/message-rows.ts';
import type { RecordColumn, RecordTable } from './record-table.ts';
import type { RunTexts } from './run-texts.ts';

/** Members of every event, whatever it is. */
const OF_ALL: ReadonlySet<string> = new Set(['time', 'packet']);

/** Messages in the order of the packets that completed them. */
export function messageRecords(tables: CaptureTables, { words }: EventNeeds, texts: RunTexts): RecordTable {
  const { messages, sources } = tables;
  const rows = Int32Array.from({ length: messages.length }, (_, row) => row);
  rows.sort((a, b) => messages.packet[a] - messages.packet[b] || a - b);
  // By its protocol it is told whom a message is for.
  const named = new Set([...words, 'protocol']);
  const columns = [...messageRows(messages, sources).columns].flatMap(([id, column]) => {
    const name = memberName(id);
    return named.has(name) && !OF_ALL.has(name) ? recordColumn(name, column, rows, texts) : [];
  });
  return { rows, packet: (place) => messages.packet[rows[place]], columns };
}

/** "content_type" is `contentType`. */
export function memberName(id: string): string {
  return id.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}

function recordColumn(name: string, column: Column, rows: Int32Array, texts: RunTexts): RecordColumn[] {
  if (column.type === 'list') return [];
  if (column.type === 'dictionary') return [{ name, isText: true, value: (place) => texts.ofRow(column, rows[place]) }];
  const number = (place: number): number => {
    const value = column.number(rows[place]);
    return value === NONE ? Number.NaN : value;
  };
  return [{ name, isText: false, value: number }];
}
