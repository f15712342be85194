import type { LineStore } from '../../lines/line-store.ts';
import type { EventNeeds } from '../../model/event-needs.ts';
import type { RecordColumn, RecordTable } from './record-table.ts';
import type { RunTexts } from './run-texts.ts';

/** Lines of a log in their order; a line stands for itself. */
export function lineRecords(lines: LineStore, { words }: EventNeeds, texts: RunTexts): RecordTable {
  const columns: readonly RecordColumn[] = [
    { name: 'number', isText: false, value: (line) => line + 1 },
    // Lines are rarely the same: to look for those that are would cost more than it saves.
    { name: 'text', isText: true, value: (line) => texts.add(lines.text(line)) },
    { name: 'stamp', isText: true, value: (line) => stampOf(lines, line, texts) },
  ];
  return {
    rows: Int32Array.from({ length: lines.length }, (_, line) => line),
    packet: (place) => place,
    columns: columns.filter(({ name }) => words.includes(name)),
  };
}

function stampOf(lines: LineStore, line: number, texts: RunTexts): number {
  const stamp = lines.stamp(line);
  return stamp === undefined ? Number.NaN : texts.add(stamp);
}
