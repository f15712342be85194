import type { StreamTalk } from '../../messages/stream-talk.ts';
import type { Ends } from '../../messages/stream-reader.ts';
import type { PacketTable } from '../../model/packet-table.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { ACK, readSegmentAt, RST, SYN } from '../../streams/segment.ts';
import { TcpStream } from '../../streams/tcp-stream.ts';

/** Bytes that wait behind a hole of one direction. */
const MOST_WAITING = 256 * 1024;

/** True for a packet that may begin another connection. */
export function beginsConnection({ tcpFlags }: PacketTable, row: PacketIndex): boolean {
  return (tcpFlags[row] & (SYN | ACK)) === SYN;
}

/** The TCP segments of a conversation on their way to the readers of messages, connection after connection. */
export class TcpTalk {
  private stream: TcpStream | undefined;
  private talk: StreamTalk | undefined;
  private connection = 0;
  private clientWay: Way;

  constructor(
    private readonly packets: PacketTable,
    private readonly ports: readonly [number, number],
    private readonly open: (ends: Ends) => StreamTalk,
    private readonly onGap: () => void,
  ) {
    this.clientWay = ports[0] < ports[1] && ports[0] < 1024 ? 1 : 0;
  }

  /** Nothing of the connection is read any more. */
  get isOver(): boolean {
    return this.talk?.isOver === true;
  }

  mayBegin(row: PacketIndex): boolean {
    return beginsConnection(this.packets, row);
  }

  /**
   * @param bytes have the packet from its TCP header on, `start` to `end`
   * @param whole of what was put together from fragments: bytes by the headers' word, header and all
   */
  packet(row: PacketIndex, way: Way, bytes: Uint8Array, start: number, end: number, whole?: number): void {
    const { packets } = this;
    const header = packets.transportSize[row] - packets.payloadSize[row];
    const size = whole === undefined ? packets.payloadSize[row] : Math.max(0, whole - header);
    const segment = readSegmentAt(row, way, { bytes, start, end }, size, header);
    if (segment === undefined) return;
    const flags = segment.flags & (SYN | ACK | RST);
    if ((flags & SYN) !== 0) this.clientWay = flags === SYN ? way : ((1 - way) as Way);
    // A connection that is not read any more is not followed any more; the next one is.
    if (this.isOver) this.stream = undefined;
    this.stream ??= this.opened();
    this.stream.add(segment);
  }

  finish(): void {
    this.stream?.finish();
    this.talk?.finish();
    this.stream = undefined;
  }

  private opened(): TcpStream {
    this.talk = undefined;
    this.connection = 0;
    return new TcpStream(
      {
        bytes: ({ way, connection, packet }, bytes) => this.of(connection).bytes(way, packet, bytes),
        gap: ({ way, connection, packet }, length, why) => {
          this.onGap();
          this.of(connection).gap(way, packet, length, why);
        },
        note: ({ way, connection, packet }, _length, note) => {
          if (note === 'finished' || note === 'reset') this.of(connection).closed(way, packet, note === 'reset');
        },
      },
      MOST_WAITING,
      false,
    );
  }

  private of(connection: number): StreamTalk {
    if (this.talk !== undefined && connection === this.connection) return this.talk;
    this.talk?.finish();
    this.connection = connection;
    this.talk = this.open({ ports: this.ports, clientWay: this.clientWay });
    return this.talk;
  }
}
