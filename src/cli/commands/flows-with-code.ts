import { flowFileColumns } from '../../core/flows/flow-rows.ts';
import type { Rows } from '../../core/model/column.ts';
import { addedIds, addedTables } from '../../core/session/added-columns.ts';
import type { FlowsArguments } from '../arguments.ts';
import type { Report } from '../report.ts';
import type { RowOutput } from '../row-output.ts';
import type { ColumnStep } from './anonymised-columns.ts';
import { columnsInOrder, type CaptureGroup } from './capture-groups.ts';
import { filterOption } from './filter-option.ts';
import { readForCode } from './read-for-code.ts';

/** `flowloom flows --code`: what plugins, links and taggers of flows add stands behind NFStream's columns. */
export async function writeFlowsWithCode(
  group: CaptureGroup,
  code: string,
  args: FlowsArguments,
  anonymise: ColumnStep,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const read = await readForCode(path, code, args, report);
  if (read === undefined) return;
  const { tables, results } = read;
  const rows = addedTables(results, tables).flows ?? tables.flows;
  const order = [...flowFileColumns(args.parameters), ...addedIds(rows).map((id) => ({ id }))];
  output.setColumns(anonymise([...group.before, ...columnsInOrder(rows.columns, order)]));
  const keeps = filterOption(args.filter, rows);
  const { maxNflows } = args.parameters;
  let written = 0;
  for (const row of inOrderOfEnds(rows)) {
    if (output.closed || (maxNflows > 0 && written >= maxNflows)) break;
    if (!keeps(row)) continue;
    output.row(row);
    written++;
  }
  await output.drain();
}

/** Rows by their ids, which count the ends of flows. */
function inOrderOfEnds(rows: Rows): Int32Array {
  const id = rows.columns.get('id');
  const order = new Int32Array(rows.length);
  for (let row = 0; row < rows.length; row++) order[id?.type === 'number' ? id.number(row) : row] = row;
  return order;
}
