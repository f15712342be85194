import type { PacketFormat } from '../../core/model/export.ts';
import type { PacketsArguments } from '../arguments.ts';
import { CaptureOutput, WatchedAnalysis } from '../capture-output.ts';
import { failureSentence } from '../messages.ts';
import { Output } from '../output.ts';
import { readCaptures } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { endOutput } from '../row-output.ts';
import { filterOption } from './filter-option.ts';

/** `flowloom packets --format pcap|pcapng`: a capture with just the packets that fit, written while the rest is read. */
export async function runPacketsCapture(args: PacketsArguments, format: PacketFormat, report: Report): Promise<void> {
  filterOption(args.filter, new WatchedAnalysis(args.parameters, () => undefined).packetTable);
  const output = new CaptureOutput(format, Output.open(args.output));
  const analysis = new WatchedAnalysis(args.parameters, (packet) => {
    if (keeps(packet.row)) output.add(packet);
  });
  const keeps = filterOption(args.filter, analysis.packetTable);
  const onPiece = (): boolean => {
    output.write(analysis);
    return output.closed || output.failure !== undefined;
  };
  await readCaptures(analysis, { paths: args.captures, merge: args.merge }, report, {
    onPiece,
    drain: () => output.drain(),
    packetFilter: args.packetFilter,
  });
  output.write(analysis);
  await endOutput(output, report);
  tellLosses(output, args, report);
}

/** What the format could not hold: of packets it is an error, of comments a remark. */
function tellLosses({ failure, commentsLeftOut }: CaptureOutput, { output }: PacketsArguments, report: Report): void {
  if (failure !== undefined) throw new UsageError(failureSentence(failure, output ?? 'standard output'), '');
  if (commentsLeftOut > 0)
    report.say(`${commentsLeftOut} packet comments were left out: pcap has no room for them, pcapng has.`);
}
