import { formatCountOf } from '../../base/format.ts';
import { shownLine } from '../../base/text.ts';
import type { KeyLog } from '../../core/decrypt/key-log.ts';
import type { Decryption } from '../../core/model/decryption.ts';
import { CLOSED_WORDS } from '../../core/model/decryption-words.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { HttpBodies } from '../../core/session/stream/http-bodies.ts';
import { neighboursOf } from '../../core/session/stream/neighbours.ts';
import { DecryptingSink } from '../../core/session/stream/decrypting-sink.ts';
import { decryptorOf, probeDecryption } from '../../core/session/stream/probe-decryption.ts';
import { feedOf, readRows } from '../../core/session/stream/read-flow.ts';
import { SecureHttp } from '../../core/session/stream/secure-http.ts';
import { rowsOfStream } from '../../core/session/stream/stream-rows.ts';
import { SessionKeys } from '../../core/session/stream/session-keys.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { FollowArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { readKeys } from '../key-file.ts';
import { Output } from '../output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { StreamWriter } from '../stream-writer.ts';
import { readText } from '../read-text.ts';
import { UsageError } from '../usage-error.ts';

/** `flowloom follow`: the bytes that the ends of a flow sent each other, in their order. */
export async function runFollow(args: FollowArguments, report: Report): Promise<void> {
  const [path = '-'] = args.captures;
  const given = readKeys(args.keys, report);
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
    await withBytes(path, tables.facts, spool, (source) => writeStream(tables, source, given, args, report));
  } finally {
    spool.close();
  }
}

async function writeStream(
  tables: CaptureTables,
  source: ByteSource,
  given: KeyLog,
  { flow, way, look, asSent, isHandshake: wantsHandshake, output: path }: FollowArguments,
  report: Report,
): Promise<void> {
  const output = Output.open(path);
  if (look === 'raw' && output.isTerminal)
    throw new UsageError('Raw bytes may command the terminal: give --output FILE, a pipe, or --as text.', '');
  const rows = rowsOfStream(tables, flow);
  const { secrets } = new SessionKeys(tables, source, given);
  const facts = asSent ? undefined : await probeDecryption({ tables, bytes: source, secrets }, rows, () => false);
  const isHandshake = wantsHandshake && facts?.hasHandshake === true;
  if (wantsHandshake && !isHandshake)
    throw new UsageError(`Flow ${flow} has no handshake of QUIC that can be read.`, '');
  const writer = new StreamWriter(output, look ?? (output.isTerminal ? 'text' : 'raw'), way, isHandshake);
  const bodies = look === 'http' && !isHandshake ? new HttpBodies(writer, readText) : undefined;
  const http = bodies && new SecureHttp(bodies);
  const decrypting =
    isHandshake || facts?.works === true
      ? new DecryptingSink(decryptorOf(tables, rows[0], secrets, isHandshake), http ?? writer)
      : undefined;
  const feed = feedOf(tables, rows[0], decrypting ?? http ?? writer);
  if (facts !== undefined && secrets.size > 0 && !isHandshake) report.say(decryptionWords(facts));
  if (facts === undefined && given.size > 0) report.say('Nothing that could be decrypted was recognised in this flow.');
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
  decrypting?.finish();
  http?.finish();
  bodies?.finish();
  await bodies?.flush();
  await output.end();
  const { missingBytes, gaps } = writer;
  const missing = decrypting === undefined ? 'missing' : 'missing or still encrypted';
  if (gaps > 0) report.say(`${formatCountOf(missingBytes, 'byte')} ${missing}, in ${formatCountOf(gaps, 'gap')}.`);
  const { earlier, later } = neighboursOf(tables, flow);
  if (earlier !== undefined) report.say(`A time-out has cut off what was said before: it is in flow ${earlier}.`);
  if (later !== undefined) report.say(`A time-out has cut off what was said after: it is in flow ${later}.`);
}

function decryptionWords({ protocol, cipher, works, why }: Decryption): string {
  const name = cipher === '' ? protocol : `${protocol}, ${cipher}`;
  if (works) return `Decrypted: ${name}. --as-sent gives the bytes as they were sent.`;
  return `Not decrypted (${name}): ${why === undefined ? 'nothing encrypted is in it' : CLOSED_WORDS[why]}.`;
}
