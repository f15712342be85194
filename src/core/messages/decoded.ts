import type { FieldValue } from '../model/field.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Field } from '../protocols/reading/field.ts';
import { fieldText } from '../protocols/reading/field-text.ts';
import { Packet } from '../protocols/reading/packet.ts';
import type { Said } from './message.ts';

/** A message as the detail pane's decoder of its protocol reads it. */
export class Decoded {
  constructor(
    readonly said: Said,
    /** What a packet's line says of it. */
    readonly info: string,
    private readonly fields: Readonly<Record<string, Field>>,
  ) {}

  /** The first value of a field; undefined without. */
  value(id: string): FieldValue | undefined {
    return this.said.find((one) => one.id === id)?.value;
  }

  /** All values of a field. */
  all(id: string): readonly FieldValue[] {
    return this.said.filter((one) => one.id === id).map(({ value }) => value);
  }

  /** The first value as a number; undefined without. */
  number(id: string): number | undefined {
    const value = this.value(id);
    return typeof value === 'number' ? value : undefined;
  }

  /** The first value as it is written, with its name; "" without. */
  text(id: string): string {
    const value = this.value(id);
    const field = this.fields[id];
    return value === undefined ? '' : field === undefined ? String(value) : fieldText(field, value);
  }
}

/** Reads messages of a protocol; `number`: what the protocol's decoder is called with, a port. */
export function decoderOf(protocol: Protocol): (bytes: Uint8Array, length: number, number: number) => Decoded {
  const fields = Object.fromEntries(Object.values(protocol.fields).map((field) => [field.id, field]));
  const wanted: ReadonlySet<Field> = new Set(Object.values(fields));
  return (bytes, length, number) => {
    const said: { id: string; value: FieldValue }[] = [];
    const packet = new Packet(bytes, { wanted, take: ({ id }, value) => said.push({ id, value }) });
    protocol.decode(packet, { start: 0, end: bytes.length, wireEnd: Math.max(length, bytes.length) }, number);
    return new Decoded(said, packet.info, fields);
  };
}
