import type { EventBatch } from '../../model/event.ts';
import type { FieldValue } from '../../model/field.ts';
import { takeFields } from '../../protocols/decode.ts';
import { findField } from '../../protocols/find-fields.ts';
import type { Field, NamedFields } from '../../protocols/reading/field.ts';
import type { FieldTaker } from '../../protocols/reading/following.ts';
import type { RunTexts } from './run-texts.ts';

/** The values of one name in the packets of a batch. */
interface Values {
  readonly name: string;
  readonly isText: boolean;
  rows: number[];
  values: number[];
}

/** Decodes the fields that a module names, all in one pass over a packet. */
export class EventFields implements FieldTaker {
  readonly wanted: ReadonlySet<Field>;
  private readonly byField = new Map<Field, Values[]>();
  private readonly all: Values[] = [];
  private row = 0;

  constructor(
    names: readonly string[],
    private readonly texts: RunTexts,
  ) {
    for (const name of names) {
      const found = findField(name);
      if (found !== undefined) this.addName(name, found);
    }
    this.wanted = new Set(this.byField.keys());
  }

  /** Takes the values of a packet in a row of the batch. */
  look(row: number, bytes: Uint8Array, linkType: number, wireLength: number): void {
    if (this.all.length === 0) return;
    this.row = row;
    takeFields(bytes, linkType, wireLength, this);
  }

  take(field: Field, value: FieldValue): void {
    for (const column of this.byField.get(field) ?? []) {
      column.rows.push(this.row);
      column.values.push(column.isText ? this.texts.number(String(value)) : Number(value));
    }
  }

  /** What was taken since this was asked last, as columns. */
  columns(): Pick<EventBatch, 'fields' | 'fieldEnd' | 'fieldRow' | 'fieldValues'> {
    const { all } = this;
    let end = 0;
    const fieldEnd = Int32Array.from(all, ({ rows }) => (end += rows.length));
    const fieldRow = Int32Array.from(all.flatMap(({ rows }) => rows));
    const fieldValues = Float64Array.from(all.flatMap(({ values }) => values));
    for (const column of all) {
      column.rows = [];
      column.values = [];
    }
    return { fields: all.map(({ name, isText }) => ({ name, isText })), fieldEnd, fieldRow, fieldValues };
  }

  private addName(name: string, { kind, of }: NamedFields): void {
    const isText = kind === 'text' || kind === 'address' || kind === 'bytes';
    const column = { name, isText, rows: [], values: [] };
    this.all.push(column);
    for (const field of of) this.byField.set(field, [...(this.byField.get(field) ?? []), column]);
  }
}
