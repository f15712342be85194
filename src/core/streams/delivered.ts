import type { OtherBytes } from './stream-sink.ts';
import { partOf, type Stretch } from './waiting.ts';

/** Bytes kept to compare what comes again with; what is older is not compared. */
const KEPT_BYTES = 256 * 1024;
const KEPT_STRETCHES = 1024;
/** Bytes of a difference that are kept for showing. */
const SHOWN = 64;

/** The end of what was delivered, to see whether what comes again is the same. */
export class Delivered {
  private readonly stretches: Stretch[] = [];
  private size = 0;

  /** `bytes` is kept as it is. */
  add(stretch: Stretch): void {
    this.stretches.push(stretch);
    this.size += stretch.bytes.length;
    while (this.size > KEPT_BYTES || this.stretches.length > KEPT_STRETCHES) {
      this.size -= this.stretches.shift()?.bytes.length ?? 0;
    }
  }

  /** Where a stretch that came again differs from what was delivered: the first place, if there is any. */
  difference(again: Stretch): (OtherBytes & { readonly offset: number }) | undefined {
    for (let at = this.stretches.length - 1; at >= 0; at--) {
      const had = this.stretches[at];
      if (had.offset + had.length <= again.offset) break;
      const found = differenceOf(had, again);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Where two stretches have other bytes in the same place; undefined if they do not. */
export function differenceOf(had: Stretch, again: Stretch): (OtherBytes & { readonly offset: number }) | undefined {
  const from = Math.max(had.offset, again.offset);
  const to = Math.min(had.offset + had.bytes.length, again.offset + again.bytes.length);
  for (let offset = from; offset < to; offset++) {
    if (had.bytes[offset - had.offset] === again.bytes[offset - again.offset]) continue;
    const end = Math.min(to, offset + SHOWN);
    return {
      offset,
      had: partOf(had, offset, end).bytes.slice(),
      other: partOf(again, offset, end).bytes.slice(),
    };
  }
  return undefined;
}
