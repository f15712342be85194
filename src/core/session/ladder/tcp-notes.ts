import { TCP } from '../../model/ip-protocols.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import { RST } from '../../model/tcp-flags.ts';
import type { NotedPackets, TcpNote } from '../../model/tcp-notes.ts';
import type { CaptureTables } from '../../tables.ts';
import { Retransmissions } from '../../flows/features/retransmissions.ts';
import { SharedRecords } from '../../flows/features/record-store.ts';
import { MeteredPacket } from '../../flows/metered-packet.ts';
import { eachPacketOfFlow } from '../flow-packets.ts';
import { readPackets } from '../packet-bytes.ts';

/** Packets of flows that are read for the notes of one ladder: those before the last one that is drawn. */
const MOST_READ = 20_000;
/** A TCP header without options (RFC 9293, section 3.1). */
const TCP_HEADER = 20;
/** What counters of `Retransmissions.counts` say, in their order. */
const COUNTED: readonly TcpNote[] = ['retransmission', 'out-of-order', 'gap', 'duplicate-ack', 'keep-alive'];

/**
 * What TCP's numbers say of packets, by the rules of the feature group Retransmissions: their flows are read from their first packet
 * on. Rejects with UnreadableBytes if bytes cannot be had.
 */
export async function tcpNotes(
  tables: CaptureTables,
  source: ByteSource,
  rows: readonly number[],
): Promise<NotedPackets> {
  const lasts = lastOfFlows(tables, rows);
  const { read, unnoted } = packetsBefore(tables, lasts);
  const places = read.map((row) => tables.packets.transportOffset[row]);
  const most = places.reduce((greatest, place) => Math.max(greatest, place), 0) + TCP_HEADER;
  const bytes = await readPackets(source, tables.packets, read, most);
  const reader = new NoteReader(tables);
  const wanted = new Set(rows);
  const notes = new Map<number, readonly TcpNote[]>();
  for (const [at, row] of read.entries()) {
    const found = reader.read(row, bytes[at]);
    if (found.length > 0 && wanted.has(row)) notes.set(row, found);
  }
  return { notes, unnoted };
}

/** The last wanted packet of each TCP flow. */
function lastOfFlows({ packets }: CaptureTables, rows: readonly number[]): ReadonlyMap<number, number> {
  const lasts = new Map<number, number>();
  for (const row of rows) {
    const flow = packets.flow[row];
    if (flow >= 0 && packets.protocol[row] === TCP) lasts.set(flow, Math.max(row, lasts.get(flow) ?? 0));
  }
  return lasts;
}

/** All packets of those flows up to the last wanted one, rising; flows that are too long are left out. */
function packetsBefore(
  tables: CaptureTables,
  lasts: ReadonlyMap<number, number>,
): { readonly read: readonly number[]; readonly unnoted: readonly number[] } {
  const read: number[] = [];
  const unnoted: number[] = [];
  for (const [flow, last] of lasts) {
    const own: number[] = [];
    eachPacketOfFlow(tables, flow, (row) => {
      if (row <= last && read.length + own.length <= MOST_READ) own.push(row);
    });
    if (read.length + own.length > MOST_READ) unnoted.push(flow);
    else read.push(...own);
  }
  return { read: read.sort((a, b) => a - b), unnoted };
}

/** Meters packets of TCP flows in their order, and says what each one was. */
class NoteReader {
  private readonly meter = new Retransmissions(new SharedRecords());
  private readonly records = new Map<number, number>();
  private readonly packet = new MeteredPacket();

  constructor(private readonly tables: CaptureTables) {}

  /** The notes of a packet of which at least the TCP header is given; none if that was not captured. */
  read(row: number, bytes: Uint8Array): readonly TcpNote[] {
    const { packets } = this.tables;
    const at = packets.transportOffset[row];
    if (at === 0 || bytes.length < at + TCP_HEADER) return [];
    const flags = packets.tcpFlags[row];
    this.fill(row, new DataView(bytes.buffer, bytes.byteOffset + at, TCP_HEADER));
    if ((flags & RST) !== 0) return ['reset'];
    const notes = this.count(packets.flow[row], packets.marks[row] & PacketMark.Backward);
    return this.packet.window === 0 ? [...notes, 'zero-window'] : notes;
  }

  private fill(row: number, header: DataView): void {
    const { packets } = this.tables;
    this.packet.protocol = TCP;
    this.packet.tcpFlags = packets.tcpFlags[row];
    this.packet.payloadSize = packets.payloadSize[row];
    this.packet.transportHeaderLength = packets.transportSize[row] - packets.payloadSize[row];
    this.packet.sequence = header.getUint32(4);
    this.packet.acknowledgement = header.getUint32(8);
    this.packet.window = header.getUint16(14);
  }

  private count(flow: number, direction: number): readonly TcpNote[] {
    const known = this.records.get(flow);
    const record = known ?? this.records.size;
    const before = known === undefined ? [] : this.meter.counts(record, direction);
    if (known === undefined) this.meter.open(record, direction, this.packet);
    else this.meter.update(record, direction, this.packet);
    this.records.set(flow, record);
    const after = this.meter.counts(record, direction);
    return COUNTED.filter((_, at) => after[at] > (before[at] ?? 0));
  }
}
