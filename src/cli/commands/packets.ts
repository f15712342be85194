import { PACKET_COLUMNS } from '../../core/model/packet-columns.ts';
import { Analysis } from '../../core/pipeline.ts';
import type { PacketsArguments } from '../arguments.ts';
import { readCaptures } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { outputsOf } from '../open-output.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { captureGroups, columnsInOrder } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';
import { filterOption } from './filter-option.ts';
import { runPacketsCapture } from './packets-capture.ts';

/** `flowloom packets`: one row a packet, in the order of the file; or a capture with just these packets. */
export async function runPackets(args: PacketsArguments, report: Report): Promise<void> {
  if (args.captureFormat !== undefined) return runPacketsCapture(args, args.captureFormat, report);
  filterOption(args.filter, new Analysis(args.parameters).packetTable);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, args, output, report));
  await endOutput(output, report);
}

/** The file of a packet tells nothing where there is one. */
function columnsOf({ paths }: CaptureGroup): typeof PACKET_COLUMNS {
  return paths.length > 1 ? PACKET_COLUMNS : PACKET_COLUMNS.filter(({ id }) => id !== 'file');
}

/** Rows are written while the rest is read. */
async function writeGroup(
  group: CaptureGroup,
  args: PacketsArguments,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const analysis = new Analysis(args.parameters);
  const keeps = filterOption(args.filter, analysis.packetTable);
  output.setColumns([...group.before, ...columnsInOrder(analysis.packetTable.columns, columnsOf(group))]);
  let done = 0;
  const writeNew = (): boolean => {
    for (; done < analysis.packetTable.length; done++) if (keeps(done)) output.row(done);
    return output.closed;
  };
  await readCaptures(analysis, group, report, {
    onPiece: writeNew,
    drain: () => output.drain(),
    packetFilter: args.packetFilter,
  });
  writeNew();
  await output.drain();
}
