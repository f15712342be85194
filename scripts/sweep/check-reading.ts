import { gzipSync } from 'node:zlib';
import { FlowlessReason } from '../../src/core/model/packet-table.ts';
import type { FailureCode } from '../../src/core/model/failure.ts';
import type { MeterParameters } from '../../src/core/model/parameters.ts';
import { firstByteOf } from '../../src/core/model/places.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../../test/bytes.ts';
import { wrongNumbers, wrongPackets, wrongSums } from '../../test/conformance/table-checks.ts';
import { isCompressed, type Mutant } from './mutants.ts';
import { asText, difference, digestOf, oddPieces, packetTexts, readMutant, type ReadMutant } from './reading.ts';
import type { Source } from './sources.ts';

/** How a file may fail to open. */
const EXPECTED: readonly FailureCode[] = [
  'not-a-capture',
  'empty-file',
  'unsupported-format',
  'broken-header',
  'broken-compression',
];

/** Least values of packet columns where it is not 0: packets may be older than the first one; -1 stands for none. */
const LEAST: Readonly<Record<string, number>> = { time: -Infinity, flow: -1, src_port: -1, dst_port: -1 };

/** Damaged fractions and offsets of clocks take packets there. */
const BEFORE_1970 = -Infinity;

/** What is wrong with what was read, by itself. */
export function checkTables(_mutant: Mutant, { reply, tables }: ReadMutant): string[] {
  const summary = tables.summary();
  if (!reply.ok) {
    const wrong = EXPECTED.includes(reply.failure.code) ? [] : [`failure ${asText(reply.failure)}`];
    return summary.packets === 0 ? wrong : [...wrong, `failure with ${summary.packets} packets`];
  }
  const flowPackets = tables.flows.columns.get('bidirectional_packets');
  let inFlows = 0;
  for (let row = 0; row < tables.flows.length; row++)
    if (flowPackets?.type === 'number') inFlows += flowPackets.number(row);
  const outside = summary.flowless.reduce((sum, count) => sum + count, 0);
  return [
    ...(summary.packets === tables.packets.length ? [] : [`${summary.packets} packets, ${tables.packets.length} rows`]),
    ...(summary.packets === inFlows + outside
      ? []
      : [`${summary.packets} packets, ${inFlows} in flows, ${outside} in none`]),
    ...(summary.flowless[FlowlessReason.None] === 0 ? [] : ['packets in no flow for no reason']),
    ...wrongNumbers(tables.flows, (id) => (id.endsWith('_seen_ms') ? BEFORE_1970 : 0)),
    ...wrongNumbers(tables.packetTable, (id) => LEAST[id] ?? 0),
    ...wrongSums(tables),
    ...wrongPackets(tables),
  ];
}

/** Pieces of odd sizes give the same as one piece. */
export async function checkPieces(mutant: Mutant, read: ReadMutant): Promise<string[]> {
  const { bytes, random } = mutant;
  const again = await readMutant(bytes, read.tables.parameters, oddPieces(bytes, random));
  const differs = difference(digestOf(read), digestOf(again));
  return differs === undefined ? [] : [`other with odd pieces, ${differs}`];
}

/** Compressed once more it is the same capture. */
export async function checkPacked({ bytes }: Mutant, read: ReadMutant): Promise<string[]> {
  if (isCompressed(bytes) || bytes.length === 0) return [];
  const packed = await readMutant(gzipSync(bytes, { level: 1 }), read.tables.parameters);
  if (packed.reply.ok !== read.reply.ok) return [`from gzip: ${asText(packed.reply)}, plain: ${asText(read.reply)}`];
  const differs = difference(packetTexts(read), packetTexts(packed));
  return differs === undefined ? [] : [`other from gzip, ${differs}`];
}

const originals = new WeakMap<Source, Map<MeterParameters, Promise<ReadMutant>>>();

function originalOf({ source }: Mutant, parameters: MeterParameters): Promise<ReadMutant> {
  const known = originals.get(source) ?? new Map<MeterParameters, Promise<ReadMutant>>();
  originals.set(source, known);
  const read = known.get(parameters) ?? readMutant(source.bytes, parameters);
  known.set(parameters, read);
  return read;
}

/** What stood before the damage is kept; of compressed files, what is altered is told. */
export async function checkAgainstOriginal(mutant: Mutant, read: ReadMutant): Promise<string[]> {
  const original = await originalOf(mutant, read.tables.parameters);
  return isCompressed(mutant.source.bytes) ? checkTold(mutant, read, original) : checkKept(mutant, read, original);
}

function checkTold({ source }: Mutant, read: ReadMutant, original: ReadMutant): string[] {
  if (source.checked !== true || !read.reply.ok || read.tables.summary().problems.length > 0) return [];
  const isSame = Buffer.compare(read.plain, original.plain) === 0;
  const differs = isSame ? undefined : (difference(packetTexts(original), packetTexts(read)) ?? 'bytes of packets');
  return differs === undefined ? [] : [`altered without a word, ${differs}`];
}

/** Records that decide how all of a file is read: pcap variants are told by the second, ERF by the first three. */
const DECIDING = 3;

function checkKept({ firstChange }: Mutant, read: ReadMutant, original: ReadMutant): string[] {
  const { packets } = original.tables;
  if (packets.length <= DECIDING || firstChange < packets.offset(DECIDING)) return [];
  let whole = DECIDING;
  while (whole + 1 < packets.length && packets.offset(whole + 1) <= firstChange) whole++;
  // The head of the next record stood before its packet: what is in front of it was whole.
  const wanted = packetTexts(original).slice(0, whole);
  const differs = difference(wanted, packetTexts(read).slice(0, whole));
  return differs === undefined ? [] : [`lost or changed before the damage at ${firstChange}, ${differs}`];
}

/** Joined with its original by time, it has the packets of both. */
export async function checkJoined(mutant: Mutant, read: ReadMutant): Promise<string[]> {
  const { parameters } = read.tables;
  const original = await originalOf(mutant, parameters);
  const tables = new CaptureTables(parameters);
  const inputs = [mutant.bytes, mutant.source.bytes].map((bytes, at) => ({
    stream: byteStream(bytes, 5000),
    name: `file ${at}`,
    fileBytes: bytes.length,
  }));
  await new CaptureReading(tables).readAll(inputs, mutant.random.pick(['time', 'list']), {});
  tables.finish();
  const counts = [read, original].map((one) => one.tables.packets.length);
  const ofSecond = Array.from({ length: tables.packets.length }, (_, row) => tables.packets.offset(row)).filter(
    (place) => place >= firstByteOf(1),
  ).length;
  const seen = [tables.packets.length - ofSecond, ofSecond];
  const wrong = [...wrongSums(tables), ...wrongPackets(tables)];
  if (seen.join() !== counts.join()) wrong.push(`joined: ${seen.join(' and ')} packets, not ${counts.join(' and ')}`);
  return wrong;
}
