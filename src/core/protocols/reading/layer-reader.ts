import type { Layer, LayerField } from '../../model/question.ts';
import { hexBytes, oneLine, utf8 } from '../../../base/text.ts';
import { byteCount, decimal, ipv4Text, ipv6Text, macText } from './format.ts';
import type { Span } from './span.ts';

type NumberFormat = (value: number) => string;

/**
 * Reads the fields of one layer in order and keeps them. A read past the end yields 0 or "", marks the layer as broken
 * with the reason, and every later read does the same: decoders look at `broken` where it matters, not at each field.
 */
export class LayerReader {
  /** Next byte to read, from packet start. */
  at: number;
  readonly start: number;
  /** First byte after what may be read. */
  readonly end: number;
  /** Where the headers say that the enclosing layer ends. */
  readonly wireEnd: number;
  readonly fields: LayerField[] = [];
  name: string;
  broken = false;
  private problem: string | undefined;
  private readonly bytes: Uint8Array;
  private readonly quoted: boolean;

  constructor(bytes: Uint8Array, name: string, span: Span, quoted: boolean) {
    this.bytes = bytes;
    this.name = name;
    this.start = this.at = span.start;
    this.end = Math.min(span.end, bytes.length);
    this.wireEnd = span.wireEnd;
    this.quoted = quoted;
  }

  /** Bytes that may still be read; 0 once broken. */
  get left(): number {
    return this.broken ? 0 : Math.max(0, this.end - this.at);
  }

  /** Bytes that the headers promise from here on, captured or not. */
  get promised(): number {
    return Math.max(0, this.wireEnd - this.at);
  }

  /** The byte `ahead` of the next one without reading it; -1 beyond the end. */
  peek(ahead = 0): number {
    return ahead >= 0 && ahead < this.left ? (this.bytes[this.at + ahead] ?? -1) : -1;
  }

  /** Two bytes ahead, big endian; -1 beyond the end. */
  peek16(ahead = 0): number {
    return ahead + 1 < this.left ? (this.peek(ahead) << 8) | this.peek(ahead + 1) : -1;
  }

  u8(name: string, format: NumberFormat = decimal): number {
    return this.number(name, 1, format);
  }

  u16(name: string, format: NumberFormat = decimal): number {
    return this.number(name, 2, format);
  }

  u24(name: string, format: NumberFormat = decimal): number {
    return this.number(name, 3, format);
  }

  u32(name: string, format: NumberFormat = decimal): number {
    return this.number(name, 4, format);
  }

  /** 16 bits, low byte first. */
  u16le(name: string, format: NumberFormat = decimal): number {
    return this.number(name, 2, format, true);
  }

  /** 32 bits, low byte first. */
  u32le(name: string, format: NumberFormat = decimal): number {
    return this.number(name, 4, format, true);
  }

  mac(name: string): string {
    return this.value(name, 6, (at) => macText(this.bytes, at));
  }

  ipv4(name: string): string {
    return this.value(name, 4, (at) => ipv4Text(this.bytes, at));
  }

  ipv6(name: string): string {
    return this.value(name, 16, (at) => ipv6Text(this.bytes, at));
  }

  /** Bytes as hexadecimal digits; more than 32 are cut in the text. */
  raw(name: string, length: number, separator = ''): string {
    return this.value(name, length, (at) => {
      const shown = hexBytes(this.bytes, at, at + Math.min(length, 32), separator);
      return length > 32 ? `${shown}…` : shown;
    });
  }

  /** UTF-8 text up to a zero byte, on one line. */
  text(name: string, length: number): string {
    return this.value(name, length, (at) => oneLine(utf8(this.bytes, at, at + length).replace(/\0.*$/s, ''), 200));
  }

  /** A field of any form over the next `length` bytes; "" if they are not there. */
  value(name: string, length: number, format: (at: number) => string): string {
    const at = this.take(name, length);
    if (at < 0) return '';
    const value = format(at);
    this.fields.push({ name, value, offset: at, length });
    return value;
  }

  /** A further reading of bytes already read: bits of a flags byte, a computed number. Ignored once broken. */
  note(name: string, value: string, offset: number, length: number): void {
    if (this.broken || offset < this.start || offset + length > this.at) return;
    this.fields.push({ name, value, offset, length });
  }

  /** Passes over bytes without a field. */
  skip(length: number, name = 'these bytes'): void {
    this.take(name, length);
  }

  /** States what is wrong with the layer; the first word counts. Quoted headers are cut by their nature. */
  complain(problem: string): void {
    if (!this.quoted) this.problem ??= problem;
  }

  /** As `complain`, and reads no further. */
  fail(problem: string): void {
    this.complain(problem);
    this.broken = true;
  }

  /** The layer as it was read. A broken one covers all bytes that were left for it. */
  finish(summary: string): Layer {
    const end = this.broken ? this.end : this.at;
    const layer = {
      name: this.name,
      summary,
      offset: this.start,
      length: Math.max(0, end - this.start),
      fields: this.fields,
    };
    return this.problem === undefined ? layer : { ...layer, problem: this.problem };
  }

  private number(name: string, size: number, format: NumberFormat, little = false): number {
    const at = this.take(name, size);
    if (at < 0) return 0;
    let number = 0;
    for (let i = 0; i < size; i++) number = number * 256 + (this.bytes[little ? at + size - 1 - i : at + i] ?? 0);
    this.fields.push({ name, value: format(number), offset: at, length: size });
    return number;
  }

  /** Moves past `length` bytes: where they begin, or -1 if they are not there. */
  private take(name: string, length: number): number {
    if (this.broken) return -1;
    if (length < 0 || length > this.left) {
      this.fail(`Cut short at “${name}”: ${byteCount(Math.max(0, length))} wanted, ${this.left} ${this.whatIsLeft()}.`);
      return -1;
    }
    const at = this.at;
    this.at += length;
    return at;
  }

  private whatIsLeft(): string {
    return this.end < this.wireEnd ? 'captured' : 'left by the headers around it';
  }
}
