import { answered, badQuestion, failed, type Reply } from '../../model/failure.ts';
import { beginsHttp2 } from '../../http/h2/frame.ts';
import { looksLikeHttp } from '../../http/start-line.ts';
import type { NoStream, StreamForm, StreamPart, StreamPlace, StreamReading } from '../../model/stream.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { KeyLog } from '../../decrypt/key-log.ts';
import { DecryptingSink } from './decrypting-sink.ts';
import { decryptorOf, probeDecryption } from './probe-decryption.ts';
import { HttpBodies, type ReadText } from './http-bodies.ts';
import { SecureHttp } from './secure-http.ts';
import { neighboursOf } from './neighbours.ts';
import { PART_LIMITS, PartCollector } from './part-collector.ts';
import { feedOf, readRows } from './read-flow.ts';
import { rowsOfStream } from './stream-rows.ts';
import type { StreamSources } from './stream-sources.ts';

/**
 * A part of what a flow's packets say, read from the file up to where it ends. The flow must exist.
 * @param isWanted asked between reads; false: the answer is `stopped`
 * @param readText reads texts of HTTP bodies: these are shown then; without it what was sent is
 */
export async function followFlow(
  { tables, bytes, secrets = new KeyLog() }: StreamSources,
  flow: FlowIndex,
  place: StreamPlace,
  isWanted: () => boolean,
  limits = PART_LIMITS,
  form: StreamForm = 'best',
  readText?: ReadText,
): Promise<Reply<StreamPart>> {
  if ('packet' in place && tables.packets.flow[place.packet] !== flow)
    return badQuestion(`Packet ${place.packet + 1} is not in flow ${flow}.`);
  const rows = rowsOfStream(tables, flow);
  const collector = new PartCollector(place, limits);
  const facts = await probeDecryption({ tables, bytes, secrets }, rows, () => !isWanted());
  const isHandshake = form === 'handshake' && facts?.hasHandshake === true;
  const shown = facts !== undefined && (isHandshake || form === 'decrypted' || (form !== 'sent' && facts.works));
  const bodies = readText === undefined || isHandshake ? undefined : new HttpBodies(collector, readText);
  const http = bodies && new SecureHttp(bodies);
  const decrypting = shown
    ? new DecryptingSink(decryptorOf(tables, rows[0], secrets, isHandshake), http ?? collector)
    : undefined;
  const feed = feedOf(tables, rows[0], decrypting ?? http ?? collector);
  const read = await readRows(
    tables,
    bytes,
    rows,
    (row, captured) => {
      collector.begin(row);
      feed.packet(row, captured);
      return !collector.isDone;
    },
    async () => {
      await bodies?.flush();
      return !isWanted();
    },
  );
  if (!isWanted()) return failed('stopped');
  if (read === rows.length) {
    feed.finish();
    decrypting?.finish();
    http?.finish();
    bodies?.finish();
  }
  await bodies?.flush();
  if ('part' in place && collector.part < place.part) return badQuestion(`The stream has no part ${place.part + 1}.`);
  const { part, before } = collector;
  const collected = collector.collected();
  const reading: StreamReading = bodies === undefined ? 'sent' : 'http';
  const rest = reading === 'http' ? behind(rows, collected.pieces) : rows.subarray(read);
  return answered({
    flow,
    transport: feed.transport,
    reading,
    ...collected,
    ...(feed.transport === 'TCP' && (reading === 'http' || hasHttp(collected)) && { isHttp: true }),
    part,
    before,
    ...(collector.isDone && { rest: restOf(tables, rest) }),
    ...emptiness(
      tables,
      rows,
      part === 0 && !shown && collected.pieces.every(({ kind }) => kind !== 'bytes' && kind !== 'passed'),
    ),
    ...neighboursOf(tables, flow),
    ...(reading === 'sent' && absence(place, collected.pieces)),
    ...(facts !== undefined && {
      decryption: { ...facts, shown, hasKeys: secrets.size > 0, ...(isHandshake && { isHandshake }) },
    }),
  });
}

/** True if a piece begins like a message of HTTP/1, or like HTTP/2. */
function hasHttp({ pieces, bytes }: Pick<StreamPart, 'pieces' | 'bytes'>): boolean {
  return pieces.some(
    (piece) =>
      piece.kind === 'bytes' &&
      (looksLikeHttp(bytes, piece.at, piece.at + piece.length) ||
        beginsHttp2(bytes.subarray(piece.at, piece.at + Math.min(piece.length, MOST_BEGINNING))) === true),
  );
}

/** Bytes by which HTTP/2 is told: its preface, or the first settings. */
const MOST_BEGINNING = 256;

/** Packets behind all that brought something to a part. */
function behind(rows: Int32Array, pieces: StreamPart['pieces']): Int32Array {
  const last = pieces.reduce((most, { packet }) => Math.max(most, packet), -1);
  return rows.filter((row) => row > last);
}

/** Payload of packets by their headers. */
function restOf({ packets }: CaptureTables, rows: Int32Array): NonNullable<StreamPart['rest']> {
  return { packets: rows.length, bytes: rows.reduce((sum, row) => sum + packets.payloadSize[row], 0) };
}

/** Why there is no byte. */
function emptiness({ packets }: CaptureTables, rows: Int32Array, isEmpty: boolean): { readonly empty?: NoStream } {
  if (!isEmpty) return {};
  return { empty: rows.some((row) => packets.payloadSize[row] > 0) ? 'not-captured' : 'no-payload' };
}

/** Says if the packet that was asked for has nothing in the part. */
function absence(place: StreamPlace, pieces: StreamPart['pieces']): { readonly absent?: PacketIndex } {
  if (!('packet' in place) || pieces.some(({ packet }) => packet === place.packet)) return {};
  return { absent: place.packet };
}
