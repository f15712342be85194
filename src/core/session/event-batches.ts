import { EVENT_PAYLOAD_BYTES, type EventBatch } from '../model/event.ts';
import type { ByteSource } from '../model/reader.ts';
import {
  packetAddress,
  packetPort,
  packetProtocolCode,
  packetProtocolText,
  type PacketSources,
} from '../packets/table/packet-rows.ts';
import type { CaptureTables } from '../tables.ts';
import { MeteringBatches } from './metering-columns.ts';
import { readPackets } from './packet-bytes.ts';

/** Captured bytes read at once for payloads. */
const READ_AT_ONCE = 8 * 1024 * 1024;

/** Makes the sandbox's batches. One for each run, since texts are numbered from its first batch on. */
export class EventBatches {
  private readonly addressText: number[] = [];
  private readonly protocolText = new Map<number, number>();
  private newTexts: string[] = [];
  private texts = 0;
  private readonly metering: MeteringBatches | undefined;

  /** `metered`: the tables, for runs that meter packets by themselves. */
  constructor(
    private readonly sources: PacketSources,
    private readonly bytes: ByteSource,
    metered?: CaptureTables,
  ) {
    this.metering = metered && new MeteringBatches(metered, (id) => this.address(id));
  }

  /** Packets from..from+count, fewer at the end of the table. */
  async make(from: number, count: number, withPayload: boolean): Promise<EventBatch> {
    const { packets } = this.sources;
    const to = Math.min(packets.length, from + count);
    this.newTexts = [];
    const names = this.names(from, to);
    const metering = this.metering?.make(from, to);
    const columns = {
      count: to - from,
      firstPacket: from,
      timeNs: packets.timeNs.slice(from, to),
      wireLength: Uint32Array.from({ length: to - from }, (_, at) => packets.wireLength(from + at)),
      payloadLength: packets.payloadSize.slice(from, to),
      flow: packets.flow.slice(from, to),
      tcpFlags: packets.tcpFlags.slice(from, to),
      marks: packets.marks.slice(from, to),
      ...names,
      ...metering,
      newTexts: this.newTexts,
    };
    return withPayload ? { ...columns, ...(await this.payloads(from, to)) } : columns;
  }

  private names(
    from: number,
    to: number,
  ): Pick<EventBatch, 'source' | 'destination' | 'protocol' | 'sourcePort' | 'destinationPort'> {
    const count = to - from;
    const source = new Int32Array(count);
    const destination = new Int32Array(count);
    const protocol = new Int32Array(count);
    const sourcePort = new Int32Array(count);
    const destinationPort = new Int32Array(count);
    for (let row = from; row < to; row++) {
      const at = row - from;
      source[at] = this.address(packetAddress(this.sources, row, 0));
      destination[at] = this.address(packetAddress(this.sources, row, 1));
      protocol[at] = this.protocol(packetProtocolCode(this.sources, row));
      sourcePort[at] = packetPort(this.sources, row, 0);
      destinationPort[at] = packetPort(this.sources, row, 1);
    }
    return { source, destination, protocol, sourcePort, destinationPort };
  }

  /** Number of an address's text in this run; -1 for none. */
  private address(id: number): number {
    if (id < 0) return -1;
    return (this.addressText[id] ??= this.addText(this.sources.addresses.text(id)));
  }

  private protocol(code: number): number {
    const known = this.protocolText.get(code);
    if (known !== undefined) return known;
    const added = this.addText(packetProtocolText(this.sources, code));
    this.protocolText.set(code, added);
    return added;
  }

  private addText(text: string): number {
    this.newTexts.push(text);
    return this.texts++;
  }

  /** Payload bytes of the rows, packed. */
  private async payloads(from: number, to: number): Promise<Pick<EventBatch, 'payload' | 'payloadStart'>> {
    const { packets } = this.sources;
    const payloadStart = new Int32Array(to - from + 1);
    const pieces: Uint8Array[] = [];
    let total = 0;
    for (let row = from; row < to;) {
      const rows = this.rowsReadAtOnce(row, to);
      for (const bytes of await readPackets(this.bytes, packets, rows, Infinity)) {
        const piece = this.payloadOf(row++, bytes);
        pieces.push(piece);
        total += piece.length;
        payloadStart[row - from] = total;
      }
    }
    const payload = new Uint8Array(total);
    pieces.forEach((piece, at) => payload.set(piece, payloadStart[at]));
    return { payload, payloadStart };
  }

  /** Rows from `row` on whose captured bytes are read together; at least one. */
  private rowsReadAtOnce(row: number, to: number): number[] {
    const { packets } = this.sources;
    const rows: number[] = [];
    for (let next = row, bytes = 0; next < to && bytes < READ_AT_ONCE; next++) {
      rows.push(next);
      bytes += packets.capturedLength(next);
    }
    return rows;
  }

  /** The bytes above the transport header, without link padding, of a packet's captured bytes. */
  private payloadOf(row: number, bytes: Uint8Array): Uint8Array {
    const { packets } = this.sources;
    const transport = packets.transportOffset[row];
    const size = packets.payloadSize[row];
    if (packets.flow[row] < 0 || transport === 0 || size === 0) return bytes.subarray(0, 0);
    const header = packets.transportSize[row] - size;
    const captured = Math.min(packets.capturedLength(row), transport + header + size);
    const from = Math.min(transport + header, captured);
    return bytes.subarray(from, Math.min(captured, from + EVENT_PAYLOAD_BYTES));
  }
}
