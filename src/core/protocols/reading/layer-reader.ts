import { hexBytes, oneLine, utf8 } from '../../../base/text.ts';
import type { FieldValue, Layer, LayerField } from '../../model/field.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { DecodedPacket } from '../headers/decoded.ts';
import { By, Next, type HeaderReader } from '../headers/next.ts';
import type { Field } from './field.ts';
import { fieldText } from './field-text.ts';
import { byteCount, ipv4Text, ipv6Text, macText } from './format.ts';
import type { Following, LayerHost } from './following.ts';
import { after, type Span } from './span.ts';

/** Makes a field's value of the number that was read: `(byte) => byte >> 4`. */
type Change = (raw: number) => number;

const same: Change = (raw) => raw;

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
  broken = false;
  private readonly fields: LayerField[] = [];
  private readonly bytes: Uint8Array;
  private problem: string | undefined;
  /** Where the bytes that were read last begin. */
  private lastAt: number;

  constructor(
    private readonly packet: LayerHost,
    public name: string,
    span: Span,
  ) {
    this.bytes = packet.bytes;
    this.start = this.at = this.lastAt = span.start;
    this.end = Math.min(span.end, packet.bytes.length);
    this.wireEnd = span.wireEnd;
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

  /** One byte as a field; gives its value, which `change` makes of the byte. */
  u8(field: Field, change: Change = same): number {
    return this.numberField(field, 1, change);
  }

  u16(field: Field, change: Change = same): number {
    return this.numberField(field, 2, change);
  }

  u24(field: Field, change: Change = same): number {
    return this.numberField(field, 3, change);
  }

  u32(field: Field, change: Change = same): number {
    return this.numberField(field, 4, change);
  }

  /** 16 bits, low byte first. */
  u16le(field: Field, change: Change = same): number {
    return this.numberField(field, 2, change, true);
  }

  /** 32 bits, low byte first. */
  u32le(field: Field, change: Change = same): number {
    return this.numberField(field, 4, change, true);
  }

  /** A number of `size` bytes whose parts are fields: they follow by `part`. `name` is for the word about a cut. */
  bits(size: 1 | 2 | 3 | 4, name: string): number {
    const at = this.take(name, size);
    return at < 0 ? 0 : this.readNumber(at, size, false);
  }

  /** A part of the bytes that were read last, or of `length` of them from `ahead` on; ignored once broken. */
  part(field: Field, value: FieldValue, ahead = 0, length = this.at - this.lastAt - ahead): void {
    if (!this.broken) this.keep(field, value, this.lastAt + ahead, length);
  }

  /** A further reading of bytes already read, wherever: a computed number, a joined text. Ignored once broken. */
  note(field: Field, value: FieldValue, offset: number, length: number): void {
    if (this.broken || offset < this.start || offset + length > this.at) return;
    this.keep(field, value, offset, length);
  }

  /** False if the field's value is not worth the making. */
  wants(field: Field): boolean {
    const { taker, lineOnly } = this.packet;
    return taker === undefined ? !(lineOnly && field.unsaid) : taker.wanted.has(field);
  }

  mac(field: Field): string {
    return this.value(field, 6, (at) => macText(this.bytes, at));
  }

  ipv4(field: Field): string {
    return this.value(field, 4, (at) => ipv4Text(this.bytes, at));
  }

  ipv6(field: Field): string {
    return this.value(field, 16, (at) => ipv6Text(this.bytes, at));
  }

  /** Bytes as hexadecimal digits; more than 32 are cut in the text. */
  raw(field: Field, length: number, separator = ''): string {
    return this.value(field, length, (at) => {
      const shown = hexBytes(this.bytes, at, at + Math.min(length, 32), separator);
      return length > 32 ? `${shown}…` : shown;
    });
  }

  /** UTF-8 text up to a zero byte, on one line. */
  text(field: Field, length: number): string {
    return this.value(field, length, (at) => oneLine(utf8(this.bytes, at, at + length).replace(/\0.*$/s, ''), 200));
  }

  /** A field of any form over the next `length` bytes; "" if they are not there, or if nobody wants it. */
  value(field: Field, length: number, read: (at: number) => string): string {
    const at = this.take(field.label, length);
    if (at < 0 || !this.wants(field)) return '';
    const value = read(at);
    this.keep(field, value, at, length);
    return value;
  }

  /** Passes over bytes without a field. */
  skip(length: number, name = 'these bytes'): void {
    this.take(name, length);
  }

  /** States what is wrong with the layer; the first word counts. Quoted headers are cut by their nature. */
  complain(problem: string): void {
    if (!this.packet.quoted) this.problem ??= problem;
  }

  /** As `complain`, and reads no further. */
  fail(problem: string): void {
    this.complain(problem);
    this.broken = true;
  }

  /** Nothing goes on with a broken layer; else the header that a number names goes on behind what was read. */
  goOn(by: By, number = 0): Following | undefined {
    return this.broken ? undefined : { by, number, span: after(this) };
  }

  /**
   * What the meter's reader of this header finds behind it, so that the pane goes where the meter goes; bytes of data if
   * that is nothing. `from`: where the reader's header begins.
   */
  follow(read: HeaderReader, from = this.start): Following | undefined {
    if (this.broken) return undefined;
    const next = new Next(new DecodedPacket());
    next.end = this.wireEnd;
    if (read(this.bytes, from, this.end, next) !== FlowlessReason.None || next.at > this.end) return this.goOn(By.Data);
    const span = { start: next.at, end: Math.min(this.end, next.end), wireEnd: Math.max(next.at, next.end) };
    return { by: next.by, number: next.number, span };
  }

  /** The layer as it was read. A broken one covers all bytes that were left for it. */
  finish(summary: string): Layer {
    const end = this.broken ? this.end : this.at;
    const length = Math.max(0, end - this.start);
    const layer = { name: this.name, summary, offset: this.start, length, fields: this.fields };
    return this.problem === undefined ? layer : { ...layer, problem: this.problem };
  }

  private numberField(field: Field, size: number, change: Change, little = false): number {
    const at = this.take(field.label, size);
    if (at < 0) return 0;
    const value = change(this.readNumber(at, size, little));
    this.keep(field, value, at, size);
    return value;
  }

  private readNumber(at: number, size: number, little: boolean): number {
    let number = 0;
    for (let i = 0; i < size; i++) number = number * 256 + (this.bytes[little ? at + size - 1 - i : at + i] ?? 0);
    return number;
  }

  private keep(field: Field, value: FieldValue, offset: number, length: number): void {
    const { taker, quoted, lineOnly } = this.packet;
    if (lineOnly) return;
    if (taker !== undefined) {
      if (!quoted && taker.wanted.has(field)) taker.take(field, value);
    } else if (!field.hidden) {
      this.fields.push({ id: field.id, name: field.label, value, text: fieldText(field, value), offset, length });
    }
  }

  /** Moves past `length` bytes: where they begin, or -1 if they are not there. */
  private take(name: string, length: number): number {
    if (this.broken) return -1;
    if (length < 0 || length > this.left) {
      this.fail(`Cut short at “${name}”: ${byteCount(Math.max(0, length))} wanted, ${this.left} ${this.whatIsLeft()}.`);
      return -1;
    }
    this.lastAt = this.at;
    this.at += length;
    return this.lastAt;
  }

  private whatIsLeft(): string {
    return this.end < this.wireEnd ? 'captured' : 'left by the headers around it';
  }
}
