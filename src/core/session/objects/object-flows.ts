import { latin1 } from '../../../base/text.ts';
import { KeyLog, type Secrets } from '../../decrypt/key-log.ts';
import { beginsHttp2 } from '../../http/h2/frame.ts';
import { looksLikeHttp } from '../../http/start-line.ts';
import { TCP, UDP } from '../../model/ip-protocols.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { beginsSmb } from './smb/frames.ts';
import { readSome } from '../evidence/read-some.ts';
import type { StreamSpot } from '../../streams/stream-sink.ts';
import { feedOf, readRows } from '../stream/read-flow.ts';
import { rowsOfStream, withFragments } from '../stream/stream-rows.ts';
import { randomOf } from '../stream/find-hellos.ts';

/** Packets with payload of a direction whose beginnings are looked at. */
const LOOKED_AT = 4;
/** Bytes of them: headers and some text. */
const MOST = 1024;
const TFTP_PORT = 69;
const LINES = /^(?:220[ -]|\+OK\b|(?:EHLO|HELO|LHLO|USER|MAIL FROM:)[ \S])/i;

/** A greeting that names it, or a tag and a command that only IMAP has (RFC 9051 6). */
const IMAP =
  /^(?:\* (?:OK|PREAUTH)\b[^\r\n]*IMAP|(?!\d{3} )[A-Za-z0-9.]{1,16} (?:(?:UID )?FETCH|APPEND|SELECT|EXAMINE|LOGIN|AUTHENTICATE|STARTTLS|CAPABILITY)\b)/i;
const MOST_WORDS = 256;
/** Flows in fragments that are looked at, and packets of each. */
const MOST_IN_FRAGMENTS = 1000;
const MOST_ROWS = 256;

/** What a flow is read as; `tls`: as what is in it, decrypted. */
export type FlowTalk = 'http' | 'lines' | 'imap' | 'smb' | 'tftp' | 'tls';

/**
 * The flows that look as if objects passed in them, and as what they are read; by what the first packets of each direction say.
 * @param secrets TLS is read where there is one of its connection
 */
export async function objectFlows(
  tables: CaptureTables,
  bytes: ByteSource,
  secrets: Secrets = new KeyLog(),
): Promise<ReadonlyMap<FlowIndex, FlowTalk>> {
  const talks = new Map<FlowIndex, FlowTalk>();
  const { packets } = tables;
  await readSome(tables, bytes, beginnings(tables), MOST, (row, piece) => {
    const flow = packets.flow[row];
    const from = packets.transportOffset[row] + packets.transportSize[row] - packets.payloadSize[row];
    const talk =
      packets.protocol[row] === UDP ? 'tftp' : (talkOf(piece, from) ?? secureTalk(piece.subarray(from), secrets));
    if (talk !== undefined && (talk === 'http' || !talks.has(flow))) talks.set(flow, talk);
  });
  for (const flow of inFragments(tables, talks)) {
    const talk = await talkInFragments(tables, bytes, flow);
    if (talk !== undefined) talks.set(flow, talk);
  }
  return talks;
}

/** Flows of TCP that nothing was told of, and that later IP fragments may be of; no more than are worth reading. */
function inFragments(tables: CaptureTables, talks: ReadonlyMap<FlowIndex, FlowTalk>): readonly FlowIndex[] {
  const { packets, strays } = tables;
  const counted = new Set<FlowIndex>();
  // Where later fragments are counted to flows, they have no transport header.
  for (let row = 0; row < packets.length; row++)
    if (
      packets.protocol[row] === TCP &&
      packets.payloadSize[row] > 0 &&
      packets.transportSize[row] === packets.payloadSize[row]
    )
      counted.add(packets.flow[row]);
  if (strays.length + counted.size === 0) return [];
  const found: FlowIndex[] = [];
  for (let flow = 0; flow < tables.flowCount && found.length < MOST_IN_FRAGMENTS; flow++) {
    const { first } = tables.extent(flow);
    if (talks.has(flow) || packets.protocol[first] !== TCP) continue;
    if (counted.has(flow) || withFragments(tables, flow, Int32Array.of(first)).length > 1) found.push(flow);
  }
  return found;
}

/** What a flow begins with, once its fragments are put together. */
async function talkInFragments(
  tables: CaptureTables,
  source: ByteSource,
  flow: FlowIndex,
): Promise<FlowTalk | undefined> {
  const rows = rowsOfStream(tables, flow);
  let talk: FlowTalk | undefined;
  const seen = [0, 0];
  const sink = {
    bytes: ({ way }: StreamSpot, bytes: Uint8Array): void => {
      if (seen[way]++ < LOOKED_AT) talk ??= talkOf(bytes, 0);
    },
    gap: () => undefined,
    note: () => undefined,
  };
  const feed = feedOf(tables, rows[0], sink);
  const take = (row: PacketIndex, piece: Uint8Array): boolean => {
    feed.packet(row, piece);
    return talk === undefined;
  };
  await readRows(tables, source, rows.subarray(0, MOST_ROWS), take, () => talk !== undefined);
  return talk;
}

/** TLS that begins here, if there are keys for it. */
function secureTalk(payload: Uint8Array, secrets: Secrets): FlowTalk | undefined {
  const random = secrets.size > 0 ? randomOf(payload) : undefined;
  return random !== undefined && secrets.has(random) ? 'tls' : undefined;
}

/** What something begins with, at `from`; undefined: nothing that may hold objects. */
export function talkOf(bytes: Uint8Array, from: number): 'http' | 'lines' | 'imap' | 'smb' | undefined {
  if (looksLikeHttp(bytes, from, bytes.length)) return 'http';
  if (beginsHttp2(bytes.subarray(from, from + MOST_WORDS)) === true) return 'http';
  if (beginsSmb(bytes, from)) return 'smb';
  const line = latin1(bytes, from, from + MOST_WORDS);
  if (LINES.test(line)) return 'lines';
  return IMAP.test(line) ? 'imap' : undefined;
}

/** The first packets with payload of each direction of TCP flows, and of flows with the port of TFTP. */
function beginnings({ packets, meter, metering: { ends } }: CaptureTables): readonly PacketIndex[] {
  const seen = new Uint8Array(2 * meter.records.length);
  const rows: PacketIndex[] = [];
  for (let row = 0; row < packets.length; row++) {
    const flow = packets.flow[row];
    if (flow < 0 || packets.payloadSize[row] === 0) continue;
    const protocol = packets.protocol[row];
    const isTftp =
      protocol === UDP && (ends.destinationPort(flow) === TFTP_PORT || ends.sourcePort(flow) === TFTP_PORT);
    if (protocol !== TCP && !isTftp) continue;
    const at = 2 * flow + (packets.marks[row] & 1);
    if (seen[at] < LOOKED_AT) rows.push(row);
    seen[at] = Math.min(LOOKED_AT, seen[at] + 1);
  }
  return rows;
}

/** The packets of some flows, rising, with later IP fragments that may be of them; one look at the packet table for all of them. */
export function rowsOfFlows(tables: CaptureTables, flows: Iterable<FlowIndex>): ReadonlyMap<FlowIndex, Int32Array> {
  const { packets } = tables;
  const lists = new Map<FlowIndex, number[]>();
  for (const flow of flows) lists.set(flow, []);
  for (let row = 0; row < packets.length; row++) lists.get(packets.flow[row])?.push(row);
  return new Map([...lists].map(([flow, rows]) => [flow, withFragments(tables, flow, Int32Array.from(rows))]));
}
