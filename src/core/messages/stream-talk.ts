import type { GapReason, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import { FirstLook } from './first-look.ts';
import type { Message, MessageSink, MessageSpot } from './message.ts';
import type { Ends, StreamProtocol, StreamReader } from './stream-reader.ts';

/** Takes the messages of connections with their protocols. */
export interface NamedSink {
  message(protocol: string, spot: MessageSpot, message: Message): void;
  skipped(bytes: number): void;
  gaveUp(): void;
}

/** The bytes of one TCP connection on their way to the protocol that they are of. */
export class StreamTalk {
  private ended = false;
  private look: FirstLook | undefined;
  private reader: StreamReader | undefined;
  /** The latest packet with bytes of each way so far: bytes that waited behind a hole come from earlier ones. */
  private readonly latest: [PacketIndex, PacketIndex] = [0, 0];
  /** The piece that is being read. */
  private way: Way = 0;
  private packet: PacketIndex = -1;

  constructor(
    protocols: readonly StreamProtocol[],
    private readonly ends: Ends,
    private readonly sink: NamedSink,
  ) {
    this.look = new FirstLook(protocols, ends);
  }

  /** Nothing more is to be read. */
  get isOver(): boolean {
    return this.ended;
  }

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    if (this.ended) return;
    if (this.reader === undefined) this.find(way, packet, bytes);
    else this.read(this.reader, way, packet, bytes);
    this.ended ||= this.reader?.isDone === true;
  }

  gap(way: Way, packet: PacketIndex, length: number, why: GapReason): void {
    if (this.ended) return;
    if (this.reader === undefined) this.look?.gap(way, packet, length, why);
    else this.reader.gap(way, packet, length, why);
  }

  closed(way: Way, packet: PacketIndex, isReset: boolean): void {
    if (!this.ended) this.reader?.closed?.(way, packet, isReset);
  }

  finish(): void {
    this.reader?.finish();
    this.ended = true;
  }

  private find(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    const found = this.look?.bytes(way, packet, bytes);
    if (found === undefined) return;
    const pieces = this.look?.pieces ?? [];
    this.look = undefined;
    if (found === null) {
      this.ended = true;
      return;
    }
    const reader = found.open(this.sinkOf(found.name), this.ends);
    this.reader = reader;
    for (const piece of pieces) {
      if ('bytes' in piece) this.read(reader, piece.way, piece.packet, piece.bytes);
      else reader.gap(piece.way, piece.packet, piece.gap, piece.why);
    }
  }

  private read(reader: StreamReader, way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    this.latest[way] = Math.max(this.latest[way], packet);
    this.way = way;
    this.packet = packet;
    reader.bytes(way, packet, bytes);
  }

  /** What ends in a piece that waited was complete only with the packet that it waited for. */
  private completed(spot: MessageSpot): MessageSpot {
    const latest = this.latest[spot.way];
    const waited = spot.way === this.way && spot.packet === this.packet && latest > spot.packet;
    return waited ? { ...spot, packet: latest } : spot;
  }

  private sinkOf(name: string): MessageSink {
    const { sink } = this;
    return {
      message: (spot, message) => sink.message(message.protocol ?? name, this.completed(spot), message),
      skipped: (bytes) => sink.skipped(bytes),
      gaveUp: () => sink.gaveUp(),
    };
  }
}
