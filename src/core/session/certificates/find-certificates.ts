import type { FindingReach } from '../../model/findings.ts';
import { TCP } from '../../model/ip-protocols.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { Way } from '../../model/stream.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { Message } from '../../messages/message.ts';
import { openTls } from '../../messages/protocols/tls.ts';
import { readSegment } from '../../streams/segment.ts';
import { TcpStream } from '../../streams/tcp-stream.ts';
import type { CaptureTables } from '../../tables.ts';
import { chosenRows, readSome } from '../evidence/read-some.ts';

/** A certificate by which a server named itself: the first of its chain. */
export interface SeenCertificate {
  /** The packet that completed it. */
  readonly packet: PacketIndex;
  readonly flow: FlowIndex;
  /** Way of the flow in which the server speaks. */
  readonly way: Way;
  /** "CN=…", as RFC 4514 writes names. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string;
  /** "DNS:example.com". */
  readonly altNames: readonly string[];
  /** "2024-01-31 23:59:59Z"; "" where it cannot be read. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** What was found, and how much was looked at if not all. */
export interface SeenCertificates {
  readonly seen: readonly SeenCertificate[];
  readonly reach?: FindingReach;
}

/** Packets with payload of a server in which its chain must stand. */
const LOOKED_AT = 12;
/** Bytes of its first packet that tell a Server Hello. */
const MOST_FIRST = 256;
const MOST = 65_536;
const HANDSHAKE = 22;
const SERVER_HELLO = 2;

/**
 * The certificates of servers of TLS 1.2 and before over TCP (in TLS 1.3 they are encrypted), where the connection begins with TLS. Rejects
 * (UnreadableBytes) if the bytes cannot be had.
 */
export async function findCertificates(tables: CaptureTables, bytes: ByteSource): Promise<SeenCertificates> {
  const firsts = chosenRows(
    payloadRows(tables, 1, () => true),
    (row) => Math.min(MOST_FIRST, tables.packets.capturedLength(row)),
    (row) => tables.packets.flow[row],
  );
  const servers = new Set<number>();
  await readSome(tables, bytes, firsts.rows, MOST_FIRST, (row, piece) => {
    if (isServerHello(piece.subarray(payloadAt(tables, row)))) servers.add(sideOf(tables, row));
  });
  const chains = chosenRows(
    payloadRows(tables, LOOKED_AT, (side) => servers.has(side)),
    (row) => tables.packets.capturedLength(row),
    (row) => tables.packets.flow[row],
  );
  const seen = await readChains(tables, bytes, chains.rows);
  const reach = chains.reach ?? firsts.reach;
  return { seen, ...(reach && { reach }) };
}

/** Puts the beginning of each server's words together and reads them as TLS. */
async function readChains(
  tables: CaptureTables,
  bytes: ByteSource,
  rows: readonly PacketIndex[],
): Promise<readonly SeenCertificate[]> {
  const { packets } = tables;
  const seen: SeenCertificate[] = [];
  const streams = new Map<number, TcpStream>();
  await readSome(tables, bytes, rows, MOST, (row, piece) => {
    const side = sideOf(tables, row);
    const size = packets.payloadSize[row];
    const transport = piece.subarray(packets.transportOffset[row]);
    const segment = readSegment(row, wayOf(tables, row), transport, size, packets.transportSize[row] - size);
    if (segment === undefined) return;
    const stream = streams.get(side) ?? chainStream(tables, row, (one) => seen.push(one));
    streams.set(side, stream);
    stream.add(segment);
  });
  for (const stream of streams.values()) stream.finish();
  return seen.sort((a, b) => a.packet - b.packet);
}

function chainStream(tables: CaptureTables, row: PacketIndex, found: (one: SeenCertificate) => void): TcpStream {
  const [flow, way] = [tables.packets.flow[row], wayOf(tables, row)];
  const reader = openTls({
    message: ({ packet }, message) => {
      if (isFirstCertificate(message)) found({ packet, flow, way, ...certificateOf(message) });
    },
    skipped: () => undefined,
    gaveUp: () => undefined,
  });
  return new TcpStream(
    {
      bytes: ({ packet }, bytes) => reader.bytes(way, packet, bytes),
      gap: ({ packet }, length, why) => reader.gap(way, packet, length, why),
      note: () => undefined,
    },
    MOST,
    false,
  );
}

function isFirstCertificate({ kind, values }: Message): boolean {
  return kind === 'Certificate' && values.subject !== undefined && String(values.details).startsWith('1 of ');
}

function certificateOf({ values }: Message): Omit<SeenCertificate, 'packet' | 'flow' | 'way'> {
  const text = (value: string | number | undefined): string => String(value ?? '');
  return {
    subject: text(values.subject),
    issuer: text(values.issuer),
    commonName: text(values.name),
    altNames: text(values.alt_names).split(', '),
    validFrom: text(values.valid_from),
    validTo: text(values.valid_to),
  };
}

/** A handshake record with a Server Hello at its beginning (RFC 8446 4, 5.1). */
function isServerHello(bytes: Uint8Array): boolean {
  return bytes[0] === HANDSHAKE && bytes[1] === 3 && bytes[5] === SERVER_HELLO;
}

function payloadAt({ packets }: CaptureTables, row: PacketIndex): number {
  return packets.transportOffset[row] + packets.transportSize[row] - packets.payloadSize[row];
}

function wayOf({ packets }: CaptureTables, row: PacketIndex): Way {
  return (packets.marks[row] & PacketMark.Backward) === 0 ? 0 : 1;
}

function sideOf(tables: CaptureTables, row: PacketIndex): number {
  return 2 * tables.packets.flow[row] + wayOf(tables, row);
}

/** The first packets with payload of some sides of TCP flows, rising. */
function payloadRows(tables: CaptureTables, most: number, isWanted: (side: number) => boolean): readonly PacketIndex[] {
  const { packets, meter } = tables;
  const counts = new Uint8Array(2 * meter.records.length);
  const rows: PacketIndex[] = [];
  for (let row = 0; row < packets.length; row++) {
    if (packets.flow[row] < 0 || packets.payloadSize[row] === 0 || packets.protocol[row] !== TCP) continue;
    const side = sideOf(tables, row);
    if (counts[side] >= most || !isWanted(side)) continue;
    counts[side]++;
    rows.push(row);
  }
  return rows;
}
