import type { Reply } from '../../src/core/model/failure.ts';
import { NFSTREAM_DEFAULTS, PAGE_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import type { ByteStream } from '../../src/core/model/reader.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { EVERYTHING } from '../../test/fixtures/everything.ts';
import type { Random } from './random.ts';

/** Parameters that mutants are read with. */
export const CONFIGURATIONS: readonly MeterParameters[] = [
  PAGE_DEFAULTS,
  { ...NFSTREAM_DEFAULTS, statisticalAnalysis: true },
  { ...PAGE_DEFAULTS, resynchronise: true, everyInterface: true },
  { ...EVERYTHING, resynchronise: true, everyInterface: true },
];

/** A capture that was read. */
export interface ReadMutant {
  readonly reply: Reply<true>;
  readonly tables: CaptureTables;
  /** The bytes that places count in: inflated ones of a compressed file. */
  readonly plain: Uint8Array;
}

/** Reads a capture as the page does. */
export async function readMutant(
  bytes: Uint8Array,
  parameters: MeterParameters,
  stream = onePiece(bytes),
): Promise<ReadMutant> {
  const inflated: Uint8Array[] = [];
  const tables = new CaptureTables(parameters);
  const reply = await new CaptureReading(tables).read(stream, 'mutant', bytes.length, {
    onInflated: (piece) => void inflated.push(piece.slice()),
  });
  tables.finish();
  return { reply, tables, plain: inflated.length > 0 ? new Uint8Array(Buffer.concat(inflated)) : bytes };
}

/** All bytes at once. */
function onePiece(bytes: Uint8Array): ByteStream {
  const pieces = bytes.length > 0 ? [bytes] : [];
  return { next: () => Promise.resolve(pieces.shift()) };
}

/** Pieces of all sizes in one buffer, which is overwritten each time: nobody may keep what it was given. */
export function oddPieces(bytes: Uint8Array, random: Random): ByteStream {
  const largest = Math.max(1, Math.ceil(bytes.length / random.pick([2, 30, 1000])));
  const buffer = new Uint8Array(largest);
  let at = 0;
  return {
    next() {
      buffer.fill(0xee);
      if (at >= bytes.length) return Promise.resolve(undefined);
      const piece = bytes.subarray(at, at + 1 + random.below(largest));
      at += piece.length;
      buffer.set(piece);
      return Promise.resolve(buffer.subarray(0, piece.length));
    },
  };
}

/** A packet as a text: time since 1970 in ns, captured length, length on the wire. */
export function packetTexts({ tables }: ReadMutant): string[] {
  const { packets, facts } = tables;
  const epoch = facts.summary(0).epochNs ?? 0n;
  return Array.from({ length: packets.length }, (_, row) => {
    const since = packets.farNs(row) ?? BigInt(Math.round(packets.timeNs[row]));
    return `${epoch + since} ${packets.capturedLength(row)} ${packets.wireLength(row)}`;
  });
}

/** Everything that two readings of the same bytes must agree in, as texts that can be compared line by line. */
export function digestOf(read: ReadMutant): string[] {
  const { tables, reply } = read;
  const { packets } = tables;
  const places = packetTexts(read).map((text, row) => `${text} at ${packets.offset(row)} in ${packets.flow[row]}`);
  const flows = Array.from({ length: tables.flows.length }, (_, row) =>
    [...tables.flows.columns.values()]
      .map((column) => {
        if (column.type === 'number') return column.number(row);
        return column.type === 'list' ? column.list(row).join(',') : column.text(column.code(row));
      })
      .join(' '),
  );
  return [asText(reply), asText(tables.summary()), ...places, ...flows];
}

/** JSON with the digits of large numbers. */
export function asText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one));
}

/** The first line in which two digests differ, told; undefined if there is none. */
export function difference(one: readonly string[], other: readonly string[]): string | undefined {
  const at = Array.from({ length: Math.max(one.length, other.length) }).findIndex(
    (_, line) => one[line] !== other[line],
  );
  if (at < 0) return undefined;
  const [a = 'nothing', b = 'nothing'] = [one[at], other[at]];
  const from = Math.max(0, [...a].findIndex((letter, place) => letter !== b[place]) - 60);
  return `line ${at}: ${a.slice(from, from + 200)} | ${b.slice(from, from + 200)}`;
}
