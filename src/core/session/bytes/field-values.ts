import { bisectLeft } from '../../../base/bisect.ts';
import { BitSet } from '../../../base/bit-set.ts';
import { grown, nextCapacity } from '../../../base/growable.ts';
import type { Column, ColumnDescription, ColumnKind, DictionaryColumn, Rows } from '../../model/column.ts';
import type { FieldKind, FieldValue } from '../../model/field.ts';
import type { Field, NameOf } from '../../protocols/reading/field.ts';

const LEAST_ROOM = 1024;
/** What a text costs beside its characters of two bytes, in bytes: about what an engine takes. */
const TEXT_OVERHEAD = 32;

/** Between the values of a field that a packet has several times. */
export const BETWEEN = ', ';

/** How filters compare values of a field's kind. */
const COLUMN_KINDS: Readonly<Record<FieldKind, ColumnKind>> = {
  integer: 'integer',
  hex: 'integer',
  flags: 'integer',
  boolean: 'integer',
  float: 'float',
  text: 'text',
  address: 'address',
  bytes: 'text',
};

/**
 * The values of one decoded field in the packets that were looked at: a row a value, in the order of the packets, of which
 * one may have several or none. Texts are kept once.
 */
export class FieldValues {
  /** Packets that have been looked at. */
  rows = 0;
  /** Bytes that the values take, about. */
  bytes = 0;
  private length = 0;
  private packets = new Int32Array(LEAST_ROOM);
  private numbers = new Float64Array(LEAST_ROOM);
  private readonly texts: string[] = [];
  private readonly codes = new Map<string, number>();
  private readonly isText: boolean;
  /** Names of the numbers so far, and how many values have been looked at for them. */
  private readonly names: string[] = [];
  private readonly nameCodes = new Map<number, number>();
  private named = 0;

  constructor(readonly field: Field) {
    this.isText = field.kind === 'text' || field.kind === 'address' || field.kind === 'bytes';
  }

  /** Packets come in rising order. */
  add(packet: number, value: FieldValue): void {
    if (this.length === this.packets.length) this.grow();
    this.packets[this.length] = packet;
    this.numbers[this.length++] = this.isText ? this.codeOf(String(value)) : Number(value);
  }

  /** The packets that have a value for which the test holds; undefined: any value. */
  having(test: ((row: number) => boolean) | undefined): BitSet {
    const having = new BitSet(this.rows);
    for (let row = 0; row < this.length; row++) if (test === undefined || test(row)) having.add(this.packets[row]);
    return having;
  }

  /** A test of packets as they come: true for one that has a value for which the test holds; undefined: any value. */
  test(test: ((row: number) => boolean) | undefined): (packet: number) => boolean {
    return (packet) => {
      for (let row = this.firstOf(packet); this.packets[row] === packet && row < this.length; row++)
        if (test === undefined || test(row)) return true;
      return false;
    };
  }

  /** The values of a packet as a text, with commas between. */
  textOf(packet: number): string {
    const texts: string[] = [];
    for (let row = this.firstOf(packet); this.packets[row] === packet && row < this.length; row++)
      texts.push(this.isText ? this.texts[this.numbers[row]] : String(this.numbers[row]));
    return texts.join(BETWEEN);
  }

  private firstOf(packet: number): number {
    return bisectLeft(this.packets, packet, 0, this.length);
  }

  /** The column of the values, by the field's id. */
  column(): Column {
    const description = describeAsColumn(this.field);
    if (!this.isText) return { type: 'number', description, number: (row) => this.numbers[row] };
    const { texts } = this;
    return {
      type: 'dictionary',
      description,
      code: (row) => this.numbers[row],
      size: () => texts.length,
      text: (at) => texts[at] ?? '',
    };
  }

  /** A row a value: its column, and one of the names of its numbers. */
  table(): Rows {
    const column = this.column();
    const names = this.nameColumn();
    const columns = names === undefined ? [column] : [column, names];
    return { length: this.length, columns: new Map(columns.map((one) => [one.description.id, one])) };
  }

  private nameColumn(): DictionaryColumn | undefined {
    const { nameOf } = this.field;
    if (nameOf === undefined || this.isText) return undefined;
    const own = describeAsColumn(this.field);
    const description: ColumnDescription = { ...own, id: `${own.id}_name`, kind: 'text', unit: '' };
    const code = (row: number): number => this.nameCode(this.numbers[row], nameOf);
    const size = (): number => {
      // The declared names first: they are offered before any packet was looked at.
      if (this.names.length === 0) for (const number of this.field.named) this.nameCode(number, nameOf);
      for (; this.named < this.length; this.named++) code(this.named);
      return this.names.length;
    };
    return { type: 'dictionary', description, code, size, text: (at) => this.names[at] ?? '' };
  }

  /** Number of a number's name among `names`; numbers without one share "". */
  private nameCode(number: number, nameOf: NameOf): number {
    const known = this.nameCodes.get(number);
    if (known !== undefined) return known;
    const added = this.names.push(nameOf(number) ?? '') - 1;
    this.nameCodes.set(number, added);
    return added;
  }

  private codeOf(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.codes.set(text, this.texts.length);
    this.bytes += text.length * 2 + TEXT_OVERHEAD;
    return this.texts.push(text) - 1;
  }

  private grow(): void {
    const room = nextCapacity(this.length, LEAST_ROOM);
    this.bytes += (room - this.packets.length) * (this.packets.BYTES_PER_ELEMENT + this.numbers.BYTES_PER_ELEMENT);
    this.packets = grown(this.packets, room);
    this.numbers = grown(this.numbers, room);
  }
}

/** A field's words as those of a column. */
export function describeAsColumn({ id, label, kind, unit, help }: Field): ColumnDescription {
  const sized = unit === 'bytes' && kind === 'integer';
  return {
    id,
    label,
    kind: sized ? 'bytes' : COLUMN_KINDS[kind],
    group: id.slice(0, id.indexOf('.')),
    unit: sized ? 'B' : unit,
    help: help === '' ? `${label}.` : help,
    formula: '',
  };
}
