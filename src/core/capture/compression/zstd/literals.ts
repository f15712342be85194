import { Damage } from '../inflating-stream.ts';
import { decodeHuffman, readHuffmanTable, type HuffmanTable } from './huffman.ts';

/** Most literals of a block, as many as a block inflates to (RFC 8878, section 3.1.1.2.4). */
const MOST = 1 << 17;
/** Kinds of sections (section 3.1.1.3.1.1). */
const RAW = 0;
const REPEATED = 1;
const TREELESS = 3;
/** Bytes of the lengths of the first three of four streams. */
const JUMPS = 6;

/** Decodes the literals of blocks (section 3.1.1.3.1). The code of one block may serve the next ones of its frame. */
export class Literals {
  /** Those of the last block, `length` of them. */
  readonly bytes = new Uint8Array(MOST);
  length = 0;
  private code: HuffmanTable | undefined;

  /** A frame begins: it has no code yet. */
  reset(): void {
    this.code = undefined;
  }

  /** Decodes the section that begins at `from` of a block; where it ends. Throws Damage. */
  read(block: Uint8Array, from: number): number {
    const kind = block[from] & 3;
    const format = (block[from] >> 2) & 3;
    return kind === RAW || kind === REPEATED
      ? this.readPlain(block, from, kind, format)
      : this.readCoded(block, from, kind, format);
  }

  private readPlain(block: Uint8Array, from: number, kind: number, format: number): number {
    const head = format % 2 === 0 ? 1 : format === 1 ? 2 : 3;
    const number = littleEndian(block, from, head);
    this.length = head === 1 ? number >> 3 : number >> 4;
    const start = from + head;
    const end = start + (kind === RAW ? this.length : 1);
    if (this.length > MOST || end > block.length) throw new Damage('literals are cut');
    if (kind === RAW) this.bytes.set(block.subarray(start, end));
    else this.bytes.fill(block[start], 0, this.length);
    return end;
  }

  private readCoded(block: Uint8Array, from: number, kind: number, format: number): number {
    const head = format < 2 ? 3 : format + 2;
    const bits = format < 2 ? 10 : format === 2 ? 14 : 18;
    const number = littleEndian(block, from, head);
    this.length = Math.floor(number / 16) % 2 ** bits;
    const start = from + head;
    const end = start + (Math.floor(number / 2 ** (4 + bits)) % 2 ** bits);
    if (this.length > MOST || end > block.length) throw new Damage('literals are cut');
    const streams = kind === TREELESS ? start : this.readCode(block, start, end);
    if (this.code === undefined) throw new Damage('literals have no code');
    if (format === 0) decodeHuffman(this.code, block, streams, end, this.bytes, 0, this.length);
    else this.readFour(this.code, block, streams, end);
    return end;
  }

  private readCode(block: Uint8Array, from: number, to: number): number {
    const { table, end } = readHuffmanTable(block, from, to);
    this.code = table;
    return end;
  }

  /** Section 3.1.1.3.1.6: the lengths of three streams, then four of them, each a quarter of the literals. */
  private readFour(code: HuffmanTable, block: Uint8Array, from: number, to: number): void {
    const quarter = (this.length + 3) >> 2;
    let start = from + JUMPS;
    if (start > to || quarter * 3 > this.length) throw new Damage('literals are cut');
    for (let stream = 0; stream < 4; stream++) {
      const end = stream === 3 ? to : start + littleEndian(block, from + stream * 2, 2);
      if (end > to) throw new Damage('literals are cut');
      const first = stream * quarter;
      decodeHuffman(code, block, start, end, this.bytes, first, stream === 3 ? this.length : first + quarter);
      start = end;
    }
  }
}

/** Up to five bytes as a number. */
export function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let byte = count - 1; byte >= 0; byte--) value = value * 256 + (bytes[at + byte] ?? 0);
  return value;
}
