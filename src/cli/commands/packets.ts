import { PACKET_COLUMNS } from '../../core/model/packet-columns.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { PacketsArguments } from '../arguments.ts';
import { readCaptures } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { outputsOf } from '../open-output.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { captureGroups, columnsInOrder } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';
import { watchedSink } from '../capture-output.ts';
import { filterOption } from './filter-option.ts';
import { PacketFields } from './packet-fields.ts';
import { runPacketLines, writePacketsWithCode } from './packets-with-code.ts';
import { runPacketsCapture } from './packets-capture.ts';

/** `flowloom packets`: one row a packet, in the order of the file; or a capture with just these packets. */
export async function runPackets(args: PacketsArguments, report: Report): Promise<void> {
  if (args.captureFormat !== undefined) return runPacketsCapture(args, args.captureFormat, report);
  if (args.asText && args.code !== undefined) return runPacketLines(args, args.code, report);
  const empty = new CaptureTables(args.parameters);
  const fields = new PacketFields(empty, args.filter, args.fields);
  // Columns that code adds are known once it has run.
  if (args.code === undefined) filterOption(args.filter, empty.packetTable, fields.tests);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  const { code } = args;
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () =>
      code === undefined
        ? writeGroup(group, args, output, report)
        : writePacketsWithCode(group, code, args, output, report),
    );
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
  const tables = new CaptureTables(args.parameters);
  const fields = new PacketFields(tables, args.filter, args.fields);
  const keeps = filterOption(args.filter, tables.packetTable, fields.tests);
  const columns = columnsInOrder(tables.packetTable.columns, columnsOf(group));
  output.setColumns([...group.before, ...columns, ...fields.columns()]);
  let done = 0;
  const writeNew = (): boolean => {
    for (; done < tables.packetTable.length; done++) if (keeps(done)) output.row(done);
    return output.closed;
  };
  await readCaptures(new CaptureReading(tables), group, report, {
    onPiece: writeNew,
    drain: () => output.drain(),
    packetFilter: args.packetFilter,
    ...(!fields.isEmpty && { tap: (sink) => watchedSink(sink, tables.packets, (packet) => fields.look(packet)) }),
  });
  writeNew();
  await output.drain();
}
