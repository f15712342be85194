import { latin1 } from './text.ts';

/** Most different texts that are known at a time; all are forgotten beyond. */
const MOST = 1 << 14;
/** Longer texts are made anew each time. */
const LONGEST = 128;

/**
 * Latin-1 texts of bytes, each made once as long as it is known: what repeats is found by a hash of its bytes, which takes a
 * fraction of making a text, and the same text again makes maps answer faster.
 */
export class KnownTexts {
  private readonly texts: (string | undefined)[] = new Array<string | undefined>(MOST * 2).fill(undefined);
  private size = 0;

  /** Bytes `from` to `to`, which must lie in the array, as Latin-1. */
  of(bytes: Uint8Array, from: number, to: number): string {
    const size = to - from;
    if (size <= 0) return '';
    if (size > LONGEST) return latin1(bytes, from, to);
    let hash = size;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    const mask = MOST * 2 - 1;
    let place = (hash ^ (hash >>> 15)) & mask;
    for (; ; place = (place + 1) & mask) {
      const text = this.texts[place];
      if (text === undefined) break;
      if (text.length === size && isAt(text, bytes, from)) return text;
    }
    return this.keep(place, latin1(bytes, from, to));
  }

  private keep(place: number, text: string): string {
    if (this.size >= MOST) {
      this.texts.fill(undefined);
      this.size = 0;
    }
    this.size++;
    this.texts[place] = text;
    return text;
  }
}

function isAt(text: string, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[from + at]) return false;
  return true;
}
