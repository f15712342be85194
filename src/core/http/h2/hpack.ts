import { latin1 } from '../../../base/text.ts';
import type { HttpField } from '../http-events.ts';
import { huffmanText } from './huffman.ts';
import { STATIC_FIELDS } from './static-table.ts';

/** Size of a dynamic table until it is said otherwise (RFC 9113 6.5.2). */
const DEFAULT_SIZE = 4096;
/** Room for a dynamic table, whatever the receiver allows: its SETTINGS may be missing. */
const MOST_TABLE = 1024 * 1024;
/** What a field takes besides its name and value (RFC 7541 4.1). */
const ENTRY = 32;
/** Fields of a block that are given: so much by the count of RFC 7541 4.1, however small the block. */
const MOST_FIELDS = 256 * 1024;
/** Bytes of an integer behind its first: more than 28 bits are asked for by nobody. */
const MOST_INTEGER_BYTES = 4;

/** What stands for a field that was put into the table by a block that is missing; no name has this character (RFC 9110 5.6.2). */
export const UNKNOWN = '?';

/** What a header block says. */
export interface HeaderBlock {
  /** In their order; names and values a character a byte. */
  readonly fields: readonly HttpField[];
  /** References to what only missing blocks tell. */
  readonly unknown: number;
  /** It is not well formed, and ends where that shows; or it unfolds to more than is given. */
  readonly fault?: 'malformed' | 'too-large';
}

/** A block that cannot be read on. */
class Malformed extends Error {}

/** Decodes the header blocks of one direction of a connection (HPACK, RFC 7541), one after the other. Never throws. */
export class HpackDecoder {
  /** The oldest first; those before `first` are gone. */
  private table: HttpField[] = [];
  private first = 0;
  private size = 0;
  private most = DEFAULT_SIZE;
  /** Blocks are missing: beyond the table may be entries that nobody knows. */
  private isPart = false;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private fields: HttpField[] = [];
  private given = 0;
  private unknown = 0;
  private isTooLarge = false;

  /** A block was missed: what the table has stands behind entries that are not known. */
  lose(): void {
    this.table = [];
    this.first = 0;
    this.size = 0;
    this.isPart = true;
  }

  /** Decodes a whole block. */
  decode(block: Uint8Array): HeaderBlock {
    this.bytes = block;
    this.at = 0;
    this.fields = [];
    this.given = 0;
    this.unknown = 0;
    this.isTooLarge = false;
    const isWhole = this.readAll();
    const fault = isWhole ? (this.isTooLarge ? 'too-large' : undefined) : 'malformed';
    const { fields, unknown } = this;
    this.bytes = EMPTY;
    this.fields = [];
    return { fields, unknown, ...(fault !== undefined && { fault }) };
  }

  private readAll(): boolean {
    try {
      while (this.at < this.bytes.length) this.readOne(this.given === 0);
      return true;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.lose();
      return false;
    }
  }

  /** A representation (RFC 7541 section 6), by its first bits. */
  private readOne(isFirst: boolean): void {
    const first = this.bytes[this.at];
    if ((first & 0x80) !== 0) return this.give(this.entry(this.integer(7)));
    if ((first & 0xc0) === 0x40) return this.give(this.insert(this.literal(6)));
    if ((first & 0xe0) === 0x20) return this.resize(this.integer(5), isFirst);
    this.give(this.literal(4));
  }

  private literal(bits: number): HttpField {
    const index = this.integer(bits);
    const name = index === 0 ? this.text() : this.entry(index).name;
    return { name, value: this.text() };
  }

  private give(field: HttpField): void {
    if (field.name === UNKNOWN) this.unknown++;
    this.given += sizeOf(field);
    if (this.given <= MOST_FIELDS) this.fields.push(field);
    else this.isTooLarge = true;
  }

  private entry(index: number): HttpField {
    if (index === 0) throw new Malformed();
    if (index <= STATIC_FIELDS.length) return STATIC_FIELDS[index - 1];
    const place = this.table.length - (index - STATIC_FIELDS.length);
    if (place >= this.first) return this.table[place];
    if (!this.isPart) throw new Malformed();
    return { name: UNKNOWN, value: UNKNOWN };
  }

  /** Puts a field into the table; what is older goes where there is no room (RFC 7541 4.4). */
  private insert(field: HttpField): HttpField {
    const size = sizeOf(field);
    this.evict(this.most - size);
    if (size > this.most) return field;
    this.table.push(field);
    this.size += size;
    return field;
  }

  private resize(size: number, isFirst: boolean): void {
    if (!isFirst || size > MOST_TABLE) throw new Malformed();
    this.most = size;
    this.evict(size);
  }

  private evict(room: number): void {
    while (this.size > Math.max(0, room) && this.first < this.table.length)
      this.size -= sizeOf(this.table[this.first++]);
    if (this.first * 2 <= this.table.length) return;
    this.table = this.table.slice(this.first);
    this.first = 0;
  }

  /** A number behind a prefix of so many bits (RFC 7541 5.1). */
  private integer(bits: number): number {
    const most = 2 ** bits - 1;
    const prefix = this.byte() & most;
    if (prefix < most) return prefix;
    let value = most;
    for (let place = 0; place < MOST_INTEGER_BYTES; place++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * place);
      if ((byte & 0x80) === 0) return value;
    }
    throw new Malformed();
  }

  /** A string (RFC 7541 5.2). */
  private text(): string {
    if (this.at >= this.bytes.length) throw new Malformed();
    const isCoded = (this.bytes[this.at] & 0x80) !== 0;
    const length = this.integer(7);
    const from = this.at;
    if (from + length > this.bytes.length) throw new Malformed();
    this.at += length;
    const text = isCoded ? huffmanText(this.bytes, from, this.at) : latin1(this.bytes, from, this.at);
    if (text === undefined) throw new Malformed();
    return text;
  }

  private byte(): number {
    if (this.at >= this.bytes.length) throw new Malformed();
    return this.bytes[this.at++];
  }
}

const EMPTY = new Uint8Array(0);

const sizeOf = ({ name, value }: HttpField): number => name.length + value.length + ENTRY;
