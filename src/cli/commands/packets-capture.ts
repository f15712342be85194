import type { PacketFormat } from '../../core/model/export.ts';
import type { PacketsArguments } from '../arguments.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureTables } from '../../core/tables.ts';
import { CaptureOutput, watchedSink } from '../capture-output.ts';
import { failureSentence } from '../messages.ts';
import { Output } from '../output.ts';
import { readCaptures } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { endOutput } from '../row-output.ts';
import { filterOption } from './filter-option.ts';
import { PacketFields } from './packet-fields.ts';

/** `flowloom packets --format pcap|pcapng`: a capture with just the packets that fit, written while the rest is read. */
export async function runPacketsCapture(args: PacketsArguments, format: PacketFormat, report: Report): Promise<void> {
  const tables = new CaptureTables(args.parameters);
  const fields = new PacketFields(tables, args.filter, []);
  const keeps = filterOption(args.filter, tables.packetTable, fields.tests);
  const output = new CaptureOutput(format, Output.open(args.output));
  const onPiece = (): boolean => {
    output.write(tables);
    return output.closed || output.failure !== undefined;
  };
  await readCaptures(new CaptureReading(tables), { paths: args.captures, merge: args.merge }, report, {
    onPiece,
    drain: () => output.drain(),
    packetFilter: args.packetFilter,
    tap: (sink) =>
      watchedSink(sink, tables.packets, (packet) => {
        if (!fields.isEmpty) fields.look(packet);
        if (keeps(packet.row)) output.add(packet);
      }),
  });
  output.write(tables);
  await endOutput(output, report);
  tellLosses(output, args, report);
}

/** What the format could not hold: of packets it is an error, of comments a remark. */
function tellLosses({ failure, commentsLeftOut }: CaptureOutput, { output }: PacketsArguments, report: Report): void {
  if (failure !== undefined) throw new UsageError(failureSentence(failure, output ?? 'standard output'), '');
  if (commentsLeftOut > 0)
    report.say(`${commentsLeftOut} packet comments were left out: pcap has no room for them, pcapng has.`);
}
