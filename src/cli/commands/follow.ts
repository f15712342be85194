import { formatCountOf } from '../../base/format.ts';
import { shownLine } from '../../base/text.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { packetsOfFlow } from '../../core/session/flow-packets.ts';
import { HttpStream } from '../../core/http/http-stream.ts';
import { HttpBodies } from '../../core/session/stream/http-bodies.ts';
import { neighboursOf } from '../../core/session/stream/neighbours.ts';
import { feedOf, readRows } from '../../core/session/stream/read-flow.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { FollowArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { Output } from '../output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { StreamWriter } from '../stream-writer.ts';
import { readText } from '../read-text.ts';

/** `flowloom follow`: the bytes that the ends of a flow sent each other, in their order. */
export async function runFollow(args: FollowArguments, report: Report): Promise<void> {
  const [path = '-'] = args.captures;
  const spool = new Spool();
  try {
    const tables = new CaptureTables(args.parameters);
    const summary = await readCapture(new CaptureReading(tables), path, report, {
      spool,
      packetFilter: args.packetFilter,
    });
    if (summary === undefined) return;
    tables.finish();
    if (args.flow >= tables.flowCount)
      throw new UsageError(`There is no flow ${args.flow}: ${shownLine(path)} has ${tables.flowCount}, from 0 on.`, '');
    await withBytes(path, tables.facts, spool, (source) => writeStream(tables, source, args, report));
  } finally {
    spool.close();
  }
}

async function writeStream(
  tables: CaptureTables,
  source: ByteSource,
  { flow, way, look, output: path }: FollowArguments,
  report: Report,
): Promise<void> {
  const output = Output.open(path);
  if (look === 'raw' && output.isTerminal)
    throw new UsageError('Raw bytes may command the terminal: give --output FILE, a pipe, or --as text.', '');
  const writer = new StreamWriter(output, look ?? (output.isTerminal ? 'text' : 'raw'), way);
  const rows = packetsOfFlow(tables, flow);
  const bodies = look === 'http' ? new HttpBodies(writer, readText) : undefined;
  const feed = feedOf(tables, rows[0], bodies === undefined ? writer : new HttpStream(bodies));
  const take = (row: number, captured: Uint8Array): boolean => {
    feed.packet(row, captured);
    return !output.closed;
  };
  const drain = async (): Promise<boolean> => {
    await bodies?.flush();
    await output.drain();
    return output.closed;
  };
  await readRows(tables, source, rows, take, drain);
  feed.finish();
  await bodies?.flush();
  await output.end();
  const { missingBytes, gaps } = writer;
  if (gaps > 0) report.say(`${formatCountOf(missingBytes, 'byte')} missing, in ${formatCountOf(gaps, 'gap')}.`);
  const { earlier, later } = neighboursOf(tables, flow);
  if (earlier !== undefined) report.say(`A time-out has cut off what was said before: it is in flow ${earlier}.`);
  if (later !== undefined) report.say(`A time-out has cut off what was said after: it is in flow ${later}.`);
}
