import { PACKET_COLUMNS } from '../../core/model/packet-columns.ts';
import { Analysis } from '../../core/pipeline.ts';
import type { PacketsArguments } from '../arguments.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { outputsOf } from '../open-output.ts';
import type { RowOutput } from '../row-output.ts';
import { captureGroups, columnsInOrder } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';
import { filterOption } from './filter-option.ts';

/** `flowloom packets`: one row a packet, in the order of the file. */
export async function runPackets(args: PacketsArguments, report: Report): Promise<void> {
  filterOption(args.filter, new Analysis(args.parameters).packetTable);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args.captures, args.each)) await writeGroup(group, args, output, report);
  await output.end();
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
  output.setColumns([...group.before, ...columnsInOrder(analysis.packetTable.columns, PACKET_COLUMNS)]);
  let done = 0;
  const writeNew = (): boolean => {
    for (; done < analysis.packetTable.length; done++) if (keeps(done)) output.row(done);
    return output.closed;
  };
  for (const path of group.paths)
    await readCapture(analysis, path, report, {
      onPiece: writeNew,
      drain: () => output.drain(),
      packetFilter: args.packetFilter,
    });
  writeNew();
  await output.drain();
}
