import { textColumn } from '../../core/export/text-column.ts';
import type { Column, ColumnDescription, ColumnKind } from '../../core/model/column.ts';
import type { TraceLine } from '../../core/model/trace.ts';

/** What was asked about an event, a row a condition in the order in which they were asked. */
export function traceColumns(
  lines: readonly TraceLine[],
  classes: readonly string[],
  event: 'packet' | 'line',
): readonly Column[] {
  const text = (id: string, read: (line: TraceLine) => string): Column =>
    textColumn(describe(id, 'text'), (row) => read(lines[row]));
  return [
    { type: 'number', description: describe(event, 'integer'), number: (row) => lines[row].packet + 1 },
    text('class', ({ flowClass }) => classes[flowClass] ?? ''),
    {
      type: 'list',
      description: describe('taken', 'list'),
      list: (row) => lines[row].taken.map((packet) => packet + 1),
    },
    text('condition', ({ role }) => role),
    text('name', ({ name }) => name),
    text('answer', ({ answer }) => answer),
    text('why', ({ why }) => why),
  ];
}

function describe(id: string, kind: ColumnKind): ColumnDescription {
  return { id, label: id, kind, group: 'Sequence', unit: '', help: '', formula: '' };
}
