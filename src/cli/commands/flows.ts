import { flowFileColumns } from '../../core/flows/flow-rows.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { FlowsArguments } from '../arguments.ts';
import { numberedPath, NumberedOutput } from '../numbered-output.ts';
import { readCaptures } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { outputsOf } from '../open-output.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { anonymisedColumns } from './anonymised-columns.ts';
import type { ColumnStep } from './anonymised-columns.ts';
import { captureGroups, columnsInOrder } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';
import { writeFlowsWithCode } from './flows-with-code.ts';
import { filterOption } from './filter-option.ts';

/** `flowloom flows`: one row a flow, in the order in which flows end. */
export async function runFlows(args: FlowsArguments, report: Report): Promise<void> {
  // Columns that code adds are known once it has run.
  if (args.code === undefined) filterOption(args.filter, new CaptureTables(args.parameters).flows);
  const anonymise = await anonymisedColumns(args.anonymisation, report);
  const output = await openFlowOutput(args);
  const { code } = args;
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () =>
      code === undefined
        ? writeGroup(group, args, anonymise, output, report)
        : writeFlowsWithCode(group, code, args, anonymise, output, report),
    );
  await endOutput(output, report);
}

async function openFlowOutput(args: FlowsArguments): Promise<RowOutput> {
  const format = args.format ?? 'csv';
  const open = await outputsOf(format);
  const { output = '', flowsPerFile, rotateFiles } = args;
  if (flowsPerFile === 0) return open(args.output);
  return new NumberedOutput(
    (part, after) => open(numberedPath(output, format, rotateFiles === 0 ? part : part % rotateFiles), after),
    flowsPerFile,
  );
}

async function writeGroup(
  group: CaptureGroup,
  args: FlowsArguments,
  anonymise: ColumnStep,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const { maxNflows } = args.parameters;
  let written = 0;
  const isFull = (): boolean => output.closed || (maxNflows > 0 && written >= maxNflows);
  const tables = new CaptureTables(args.parameters, (flow) => {
    if (isFull() || !keeps(flow)) return;
    written++;
    output.row(flow);
  });
  const keeps = filterOption(args.filter, tables.flows);
  output.setColumns(
    anonymise([...group.before, ...columnsInOrder(tables.flows.columns, flowFileColumns(args.parameters))]),
  );
  await readCaptures(new CaptureReading(tables), group, report, {
    onPiece: isFull,
    drain: () => output.drain(),
    packetFilter: args.packetFilter,
  });
  tables.finish();
  await output.drain();
}
