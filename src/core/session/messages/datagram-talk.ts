import type { Datagram, DatagramProtocol } from '../../messages/datagram-reader.ts';
import type { NamedSink } from '../../messages/stream-talk.ts';
import type { PacketTable } from '../../model/packet-table.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';

/** Datagrams of no protocol after which a conversation is not looked at any more. */
const MOST_UNKNOWN = 20;
const HEADER = 8;

/** The UDP datagrams of a conversation. */
export class DatagramTalk {
  private protocol: DatagramProtocol | undefined;
  private unknown = 0;
  private readonly room = new Map<string, unknown>();
  private readonly ends;

  constructor(
    private readonly packets: PacketTable,
    private readonly protocols: readonly DatagramProtocol[],
    ports: readonly [number, number],
    private readonly sink: NamedSink & { readonly everywhere: Set<string> },
  ) {
    const clientWay: Way = ports[0] < ports[1] ? 1 : 0;
    this.ends = { ports, clientWay };
  }

  get isOver(): boolean {
    return this.protocol === undefined && this.unknown >= MOST_UNKNOWN;
  }

  mayBegin(): boolean {
    return false;
  }

  /**
   * @param all have the packet from its UDP header on, `start` to `end`
   * @param whole of what was put together from fragments: bytes by the headers' word, header and all
   */
  packet(row: PacketIndex, way: Way, all: Uint8Array, start: number, end: number, whole?: number): void {
    const length = whole === undefined ? this.packets.payloadSize[row] : whole - HEADER;
    if (length === 0 || end - start <= HEADER) return;
    const bytes = all.subarray(start + HEADER, Math.min(end, start + HEADER + length));
    const datagram: Datagram = { bytes, length, way, packet: row, ends: this.ends, room: this.room };
    const protocol = this.find(datagram);
    if (protocol === undefined) {
      this.unknown++;
      return;
    }
    if (protocol.everywhere === true) this.sink.everywhere.add(protocol.name);
    const spot = { way, first: row, packet: row, length, cut: bytes.length < length };
    for (const message of protocol.read(datagram)) this.sink.message(message.protocol ?? protocol.name, spot, message);
  }

  finish(): void {
    this.room.clear();
  }

  private find(datagram: Datagram): DatagramProtocol | undefined {
    if (this.protocol?.looks(datagram) === true) return this.protocol;
    const found = this.protocols.find((protocol) => protocol.looks(datagram));
    if (found !== undefined) this.protocol = found;
    return found;
  }
}
