import { OBJECT_TABLE } from '../../model/table-list.ts';
import type { KeptObject } from '../objects/find-objects.ts';
import { objectTable } from '../objects/object-table.ts';
import type { CaptureTable, TableSources } from './capture-table.ts';
import { OBJECT_GROUPING, OBJECT_MEASURES } from './object-measures.ts';

/** Tables of objects that were found: a list is made one once. */
const made = new WeakMap<readonly KeptObject[], CaptureTable>();

function tableOf({ tables, objects }: TableSources): CaptureTable {
  const known = made.get(objects) ?? objectTable(tables, objects);
  made.set(objects, known);
  return known;
}

/** Files that passed, once they have been looked for. */
export const OBJECTS: CaptureTable = {
  description: { ...OBJECT_TABLE, grouping: OBJECT_GROUPING },
  measures: OBJECT_MEASURES,
  rows: (sources) => tableOf(sources).rows(sources),
  withPacket: (sources, fits) => tableOf(sources).withPacket(sources, fits),
  packetsOf: (sources, rows) => tableOf(sources).packetsOf(sources, rows),
};
