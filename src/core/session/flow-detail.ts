import type { Rows } from '../model/column.ts';
import type { FlowDetail } from '../model/question.ts';
import type { CaptureTables } from '../tables.ts';
import { exactCellOf } from './cells.ts';
import { describeGaps } from './flow-gaps.ts';
import { namesOfFlow } from './known-names.ts';

/** Packets of the large SPLT picture. */
const SHAPE = 1000;

/** Everything about one flow. The row must exist. `rows`: the table with columns that code has added. */
export function describeFlow(tables: CaptureTables, flow: number, rows: Rows = tables.flows): FlowDetail {
  const columns = [...rows.columns.values()];
  return {
    flow,
    columns: columns.map(({ description }) => description),
    cells: columns.map((column) => exactCellOf(column, flow)),
    shape: tables.shape(flow, SHAPE),
    ...describeGaps(tables, flow),
    names: namesOfFlow(tables, flow),
    endNames: [tables.flowNames.told(flow, 0), tables.flowNames.told(flow, 1)],
    ...(!tables.doubts.isEmpty && { doubts: tables.doubtsOf(flow) }),
  };
}
