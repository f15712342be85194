import type { PacketIndex } from '../model/units.ts';

/** A stretch of a direction that one packet brought. `bytes` may end before it does: the rest was not captured. */
export interface Stretch {
  readonly packet: PacketIndex;
  readonly offset: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** A part of a stretch, by offsets of the direction. */
export function partOf({ packet, offset, bytes }: Stretch, from: number, to: number): Stretch {
  return { packet, offset: from, length: to - from, bytes: bytes.subarray(from - offset, to - offset) };
}

/** What lies beyond a hole, by offset and without overlaps: of bytes that came twice those that came first stay. */
export class Waiting {
  private readonly list: Stretch[] = [];
  /** Bytes that wait. */
  size = 0;

  get isEmpty(): boolean {
    return this.list.length === 0;
  }

  /** Stretches that wait. */
  get count(): number {
    return this.list.length;
  }

  /** The first stretch that waits. */
  get first(): Stretch | undefined {
    return this.list[0];
  }

  /** Keeps what is not there yet; calls back for what is, with that which has it. */
  add(stretch: Stretch, again: (had: Stretch, part: Stretch) => void): void {
    const end = stretch.offset + stretch.length;
    let from = stretch.offset;
    let at = this.positionOf(from);
    while (from < end) {
      const next = this.list.at(at);
      const free = Math.min(end, next?.offset ?? end);
      if (free > from) {
        this.insert(at++, partOf(stretch, from, free));
        from = free;
      }
      if (next === undefined || from >= end) continue;
      const to = Math.min(end, next.offset + next.length);
      again(next, partOf(stretch, from, to));
      from = to;
      at++;
    }
  }

  /** Takes the first stretch out. */
  shift(): Stretch | undefined {
    const first = this.list.shift();
    this.size -= first?.bytes.length ?? 0;
    return first;
  }

  /** Position of the first stretch that ends behind an offset. */
  private positionOf(offset: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { offset: start, length } = this.list[middle];
      if (start + length <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private insert(at: number, stretch: Stretch): void {
    // A copy: the piece of the file that the packet was read with is let go.
    this.list.splice(at, 0, { ...stretch, bytes: stretch.bytes.slice() });
    this.size += stretch.bytes.length;
  }
}
