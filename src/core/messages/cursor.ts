import { hexBytes, latin1, oneLine, utf8 } from '../../base/text.ts';

/** Reads numbers and texts from bytes, one after the other. Beyond the end it reads 0 and "", and is not `ok` any more. */
export class Cursor {
  ok = true;

  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    readonly end = bytes.length,
  ) {}

  get left(): number {
    return this.ok ? this.end - this.at : 0;
  }

  u8(): number {
    return this.take(1) < 0 ? 0 : this.bytes[this.at - 1];
  }

  u16(): number {
    return this.number(2);
  }

  u24(): number {
    return this.number(3);
  }

  u32(): number {
    return this.number(4);
  }

  u16le(): number {
    return this.numberLe(2);
  }

  u24le(): number {
    return this.numberLe(3);
  }

  u32le(): number {
    return this.numberLe(4);
  }

  skip(length: number): void {
    this.take(length);
  }

  /** The next bytes as a reader of their own; an empty one that is not `ok` if they are not all there. */
  sub(length: number): Cursor {
    const at = this.take(length);
    const part = at < 0 ? new Cursor(this.bytes, this.end, this.end) : new Cursor(this.bytes, at, at + length);
    part.ok = at >= 0;
    return part;
  }

  /** What of so many bytes is there, as a reader of its own. */
  some(length: number): Cursor {
    return this.sub(Math.max(0, Math.min(length, this.left)));
  }

  /** The next bytes as UTF-8 on one line, without zeros at the end; all that are left without a length. */
  text(length = this.left): string {
    const at = this.take(length);
    return at < 0 ? '' : oneLine(utf8(this.bytes, at, at + length).replace(/\0+$/, ''), MOST_SHOWN);
  }

  /** The next bytes as Latin-1, as they are. */
  raw(length = this.left): string {
    const at = this.take(length);
    return at < 0 ? '' : latin1(this.bytes, at, at + length);
  }

  /** Text up to a zero byte, which is passed. */
  zeroText(): string {
    let length = 0;
    while (length < this.left && this.bytes[this.at + length] !== 0) length++;
    const text = this.text(length);
    if (this.left > 0) this.skip(1);
    return text;
  }

  /** UTF-16, low byte first, on one line. */
  utf16le(length = this.left): string {
    const at = this.take(length);
    if (at < 0) return '';
    let text = '';
    for (let i = at; i + 1 < at + length; i += 2) text += String.fromCharCode(this.bytes[i] | (this.bytes[i + 1] << 8));
    return oneLine(text.replace(/\0+$/, ''), MOST_SHOWN);
  }

  /** The next bytes in hexadecimal digits. */
  hex(length = this.left): string {
    const at = this.take(length);
    return at < 0 ? '' : hexBytes(this.bytes, at, at + length);
  }

  /** A byte ahead; -1 beyond the end. */
  peek(ahead = 0): number {
    return ahead < this.left ? this.bytes[this.at + ahead] : -1;
  }

  private number(size: number): number {
    const at = this.take(size);
    let value = 0;
    if (at >= 0) for (let i = 0; i < size; i++) value = value * 256 + this.bytes[at + i];
    return value;
  }

  private numberLe(size: number): number {
    const at = this.take(size);
    let value = 0;
    if (at >= 0) for (let i = size - 1; i >= 0; i--) value = value * 256 + this.bytes[at + i];
    return value;
  }

  /** Moves on: where the bytes begin, -1 if they are not all there. */
  private take(length: number): number {
    if (!this.ok || length < 0 || this.at + length > this.end) {
      this.ok = false;
      return -1;
    }
    this.at += length;
    return this.at - length;
  }
}

/** Characters of a text that are kept. */
const MOST_SHOWN = 1024;
