import { badQuestion, answered, type Reply } from '../../model/failure.ts';
import type { NumberColumn, Rows } from '../../model/column.ts';
import { activityOf } from '../../query/group/activity.ts';
import { groupedRows } from '../../query/group/grouped-rows.ts';
import { groupRows, type Grouping } from '../../query/group/grouping.ts';
import type { CaptureTable, TableSources } from './capture-table.ts';
import { numbers } from './make-measure.ts';
import type { RowWindow } from '../../model/question.ts';
import { COUNT_ALONE } from './measures.ts';

/**
 * The groups of some rows of a table, as a table of their own that can be filtered, sorted and written to files.
 * @param rows which rows, all without it
 */
export function groupedTable(
  table: CaptureTable,
  sources: TableSources,
  by: readonly string[],
  rows: Int32Array | undefined,
): Reply<CaptureTable> {
  const base = table.rows(sources);
  const ends = table.description.grouping?.ends;
  const grouping = groupRows(base, by, rows, ends);
  if (grouping === undefined)
    return badQuestion(`The ${table.description.nouns} cannot be grouped by ${by.join(', ')}.`);
  const groups = groupedRows(base, by, grouping, ends, table.measures ?? COUNT_ALONE);
  const pictures = activity(base, grouping, table.description.grouping?.times);
  const parts: WindowParts = (from, shown, columns) => ({
    ...pictures(from, shown, columns),
    ...namesOfKeys(groups, from, shown, columns),
  });
  return answered(tableOf(table, groups, grouping, parts));
}

/** The names of groups that are addresses. */
export function namesOfKeys(
  groups: Rows,
  { tables }: TableSources,
  shown: readonly number[],
  columns: readonly string[],
): Partial<RowWindow> {
  if (tables.flowNames.isEmpty) return {};
  const names = columns.flatMap((id) => {
    const column = groups.columns.get(id);
    if (column?.type !== 'dictionary' || column.description.kind !== 'address') return [];
    const told = shown.map((group) => {
      const code = column.code(group);
      return code < 0 ? undefined : tables.flowNames.toldOfAddress(column.text(code));
    });
    return [[id, told] as const];
  });
  return { names: Object.fromEntries(names) };
}

/** Groups of a table's rows as a table: packets of a group are those of its rows. */
export function tableOf(table: CaptureTable, groups: Rows, grouping: Grouping, windowParts: WindowParts): CaptureTable {
  const { isFlows: _, ...description } = table.description;
  return {
    description: {
      ...description,
      noun: 'group',
      nouns: 'groups',
      limits: [],
      testsBytes: false,
      isPackets: false,
      columns: [...groups.columns.values()].map((column) => column.description),
      writtenColumns: [],
      fileColumns: [],
    },
    rows: () => groups,
    windowParts,
    withPacket(sources, fits) {
      const has = table.withPacket(sources, fits);
      const wanted = new Set<number>();
      for (let at = 0; at < grouping.rowAt.length; at++) if (has(grouping.rowAt[at])) wanted.add(grouping.groupAt[at]);
      return (group) => wanted.has(group);
    },
    members: (chosen) => rowsOfGroups(grouping, chosen),
    packetsOf: (sources, chosen) => table.packetsOf(sources, rowsOfGroups(grouping, chosen)),
  };
}

type WindowParts = NonNullable<CaptureTable['windowParts']>;

/** Parts of the time in a group’s picture. */
const ACTIVITY_BINS = 48;

/** Pictures of when groups were, where their rows have times. */
function activity(base: Rows, grouping: Grouping, times: readonly [string, string] | undefined): WindowParts {
  return (_sources, groups, columns) => {
    if (times === undefined || !columns.includes('activity')) return {};
    const [from, to] = times.map((id) => numbers(base, id)) as [NumberColumn['number'], NumberColumn['number']];
    return { activity: activityOf(grouping, { from, to }, groups, ACTIVITY_BINS) };
  };
}

/** The rows of these groups, rising, each once. */
function rowsOfGroups({ groupAt, rowAt, groups }: Grouping, chosen: Int32Array): Int32Array {
  const wanted = new Uint8Array(groups);
  for (const group of chosen) wanted[group] = 1;
  const rows = new Set<number>();
  for (let at = 0; at < rowAt.length; at++) if (wanted[groupAt[at]] === 1) rows.add(rowAt[at]);
  return Int32Array.from(rows).sort();
}
