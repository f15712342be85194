import type { ColumnDescription } from '../model/column.ts';
import type { FieldValue } from '../model/field.ts';
import type { ByteSource } from '../model/reader.ts';
import { takeFields } from '../protocols/decode.ts';
import { findField } from '../protocols/find-fields.ts';
import type { Field } from '../protocols/reading/field.ts';
import type { CaptureTables } from '../tables.ts';
import { BETWEEN } from './bytes/field-values.ts';
import { readPackets } from './packet-bytes.ts';

/** Bytes of a packet that are looked at; fields beyond are not found. */
const MOST_BYTES = 65_536;

/** Words for the column of a decoded field, or of a pair; undefined for a name that is none. Its cells are texts. */
export function describeDecoded(id: string): ColumnDescription | undefined {
  const field = findField(id);
  if (field === undefined) return undefined;
  const { label, kind, help } = field;
  const words = help === '' ? `${label}, as the packet has it.` : help;
  const group = `${id.slice(0, id.indexOf('.'))}, decoded`;
  return { id, label, kind: kind === 'address' ? 'address' : 'text', group, unit: '', help: words, formula: '' };
}

/** The values of decoded fields in packets, read from their bytes: by id, a text for each row; "" without. */
export async function fieldTexts(
  { packets, facts }: CaptureTables,
  source: ByteSource,
  rows: readonly number[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const fields = ids.flatMap((id) => [[id, findField(id)?.of ?? []] as const]).filter(([, of]) => of.length > 0);
  if (fields.length === 0) return new Map();
  const wanted = new Set(fields.flatMap(([, of]) => of));
  const bytes = await readPackets(source, packets, rows, MOST_BYTES);
  const values = rows.map((row, at) => {
    const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
    return valuesIn(bytes[at], linkType, packets.wireLength(row), wanted);
  });
  const textOf = (of: readonly Field[], at: number): string =>
    of.flatMap((field) => values[at].get(field) ?? []).join(BETWEEN);
  return new Map(fields.map(([id, of]) => [id, rows.map((_, at) => textOf(of, at))]));
}

/** The values of fields in one packet, in the order of its bytes. */
export function valuesIn(
  bytes: Uint8Array,
  linkType: number,
  wireLength: number,
  wanted: ReadonlySet<Field>,
): ReadonlyMap<Field, readonly FieldValue[]> {
  const values = new Map<Field, FieldValue[]>();
  const take = (field: Field, value: FieldValue): void => {
    const known = values.get(field);
    if (known === undefined) values.set(field, [value]);
    else known.push(value);
  };
  takeFields(bytes, linkType, wireLength, { wanted, take });
  return values;
}
