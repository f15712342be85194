import { bisectLeft } from '../../base/bisect.ts';
import type { Column, ColumnDescription, DictionaryColumn, Rows } from '../model/column.ts';
import { FROM_CODE, type AddedColumn, type AddedColumns, type AddedTable } from '../model/operators.ts';
import type { CaptureTables } from '../tables.ts';

/** The tables of a capture with the columns that code has added; undefined where it has added none. */
export type AddedTables = Readonly<Partial<Record<AddedTable, Rows>>>;

/** No code has added anything. */
export const NOTHING_ADDED: AddedTables = {};

type Place = (row: number) => number;

/**
 * Packets and flows with added columns, behind their own. Flows are found by their first packet: metered by the same rules and
 * ended by the same plugins they are those of the run; what has none there has no value.
 */
export function addedTables({ columns, starts }: AddedColumns, tables: CaptureTables): AddedTables {
  const of = (table: AddedTable): readonly AddedColumn[] => columns.filter((column) => column.of === table);
  const flows = of('flows');
  const packets = of('packets');
  return {
    ...(packets.length > 0 && { packets: widened(tables.packetTable, packets, (row) => row) }),
    ...(flows.length > 0 && { flows: widened(tables.flows, flows, placeOfFlow(starts, tables)) }),
  };
}

/** What was added to a table, by id: empty if nothing was. */
export function addedIds({ columns }: Rows): readonly string[] {
  return [...columns.values()].flatMap(({ description: { id, group } }) => (group === FROM_CODE ? id : []));
}

function placeOfFlow(starts: Int32Array, tables: CaptureTables): Place {
  return (flow) => {
    const { first } = tables.extent(flow);
    if (starts[flow] === first) return flow;
    const at = bisectLeft(starts, first);
    return starts[at] === first ? at : -1;
  };
}

function widened(rows: Rows, added: readonly AddedColumn[], place: Place): Rows {
  const columns = new Map(rows.columns);
  for (const each of added) {
    const before = columns.get(each.id);
    // The tags of a table stand last once code has added to them: they are part of its files then.
    columns.delete(each.id);
    columns.set(each.id, columnOf(each, place, before, rows.length));
  }
  return {
    get length() {
      return rows.length;
    },
    columns,
  };
}

const HELP = 'Made by the code in the Sequences panel.';

function describe({ id, kind }: AddedColumn, isWhole: boolean): ColumnDescription {
  const words = { id, label: id, group: FROM_CODE, unit: '', formula: '' };
  if (kind === 'tags') return { ...words, label: 'Tags', kind: 'text', help: `Tags. ${HELP}` };
  return { ...words, kind: kind !== 'number' ? 'text' : isWhole ? 'integer' : 'float', help: HELP };
}

function columnOf(added: AddedColumn, place: Place, before: Column | undefined, rows: number): Column {
  const { kind, values, texts } = added;
  const value: Place = (row) => values[place(row)] ?? -1;
  switch (kind) {
    case 'number':
      return numbersOf(added, place);
    case 'boolean':
      return dictionary(describe(added, false), (row) => booleanCode(values[place(row)]), BOOLEANS);
    case 'text':
      return dictionary(describe(added, false), value, texts);
    case 'tags':
      return before?.type === 'dictionary'
        ? moreTags(before, added, value, rows)
        : dictionary(describe(added, false), value, texts);
  }
}

const BOOLEANS = ['false', 'true'];

function booleanCode(value: number | undefined): number {
  return value === 0 || value === 1 ? value : -1;
}

/** Whole numbers are written without a point where all are; missing ones are empty. */
function numbersOf(added: AddedColumn, place: Place): Column {
  const { values } = added;
  const present = values.filter((value) => !Number.isNaN(value));
  const isWhole = present.every((value) => Number.isSafeInteger(value));
  const fractional = present.length < values.length;
  return {
    type: 'number',
    description: describe(added, isWhole),
    number: (row) => values[place(row)] ?? Number.NaN,
    ...(fractional && { fractional }),
  };
}

function dictionary(description: ColumnDescription, code: Place, texts: readonly string[]): DictionaryColumn {
  return {
    type: 'dictionary',
    description,
    code,
    size: () => texts.length,
    text: (at) => texts[at] ?? '',
    fixed: true,
  };
}

/** Own tags behind those that rows have anyhow. Sets are numbered as they are met: there are no more of them than rows. */
function moreTags(before: DictionaryColumn, added: AddedColumn, own: Place, rows: number): DictionaryColumn {
  const known = lazily(() => combined(before, added.texts, own, rows));
  return {
    type: 'dictionary',
    description: {
      ...before.description,
      group: FROM_CODE,
      help: `${before.description.help} And those that the code in the Sequences panel adds.`,
    },
    code: (row) => known().codes[row] ?? -1,
    size: () => known().texts.length,
    text: (code) => known().texts[code] ?? '',
    fixed: true,
  };
}

interface CodedTexts {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

function combined(before: DictionaryColumn, texts: readonly string[], own: Place, rows: number): CodedTexts {
  const numbers = new Map<string, number>();
  const codes = Int32Array.from({ length: rows }, (_, row) => {
    const code = before.code(row);
    const all = [code < 0 ? '' : before.text(code), texts[own(row)] ?? ''].filter((text) => text !== '').join(' ');
    const known = numbers.get(all);
    if (known === undefined) numbers.set(all, numbers.size);
    return known ?? numbers.size - 1;
  });
  return { codes, texts: [...numbers.keys()] };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
