import type { Way } from '../model/stream.ts';
import { Direction } from './direction.ts';
import { ACK, RST, SYN, type Segment } from './segment.ts';
import type { StreamSink } from './stream-sink.ts';

/** Bytes that wait behind a hole of one direction at most, unless told otherwise. */
const MOST_WAITING = 1024 * 1024;

/**
 * Puts the bytes of a flow's TCP segments together, both directions, as the segments come. Connections that use the same ports
 * after each other are kept apart: a SYN with another initial number begins the next one.
 */
export class TcpStream {
  private connection = 0;
  private directions: readonly [Direction, Direction];
  private wasReset = false;

  /**
   * @param mostWaiting bytes that wait behind a hole of one direction; with more the hole is closed
   * @param compares false: bytes that come again are not compared with those that were delivered, which need not be kept then
   */
  constructor(
    private readonly sink: StreamSink,
    private readonly mostWaiting = MOST_WAITING,
    private readonly compares = true,
  ) {
    this.directions = this.fresh();
  }

  add(segment: Segment): void {
    if (this.beginsAnother(segment)) this.nextConnection();
    const { way, flags, acknowledged, packet } = segment;
    const own = this.directions[way];
    const other = this.directions[1 - way];
    const acknowledges = (flags & ACK) !== 0 && (flags & RST) === 0;
    if (acknowledges && (flags & SYN) !== 0) other.beginAt(acknowledged);
    if (acknowledges) other.acknowledge(acknowledged, packet);
    own.add(segment);
    if ((flags & RST) !== 0) this.reset(segment);
  }

  /** No more segments come: what waits is delivered, holes before it are gaps. */
  finish(): void {
    for (const direction of this.directions) direction.close('end');
  }

  /** A SYN that cannot belong to this connection. */
  private beginsAnother({ way, flags, sequence }: Segment): boolean {
    if ((flags & SYN) === 0 || (flags & RST) !== 0) return false;
    const own = this.directions[way];
    const other = this.directions[1 - way];
    if (own.beginning === undefined) {
      const otherStands = other.beginning !== undefined && (other.beginning === 'mid-stream' || this.isOver);
      return (flags & ACK) === 0 && otherStands;
    }
    const isAnswer = (flags & ACK) !== 0;
    if (own.fits(sequence, isAnswer)) return false;
    return !isAnswer || this.isOver;
  }

  private get isOver(): boolean {
    return this.wasReset || this.directions.some((direction) => direction.hasEnd);
  }

  private nextConnection(): void {
    this.finish();
    this.connection++;
    this.wasReset = false;
    this.directions = this.fresh();
  }

  private reset({ way, packet }: Segment): void {
    for (const direction of this.directions) direction.close('reset', packet);
    if (this.wasReset) return;
    this.wasReset = true;
    const offset = this.directions[way].next;
    this.sink.note({ way, connection: this.connection, packet, offset }, 0, 'reset');
  }

  private fresh(): readonly [Direction, Direction] {
    const make = (way: Way): Direction =>
      new Direction(way, this.connection, this.mostWaiting, this.sink, this.compares);
    return [make(0), make(1)];
  }
}
