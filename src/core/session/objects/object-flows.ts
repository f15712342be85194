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
import { withFragments } from '../stream/stream-rows.ts';
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
  return talks;
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
