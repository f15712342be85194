import type { FieldValue, Layer } from '../../../src/core/model/field.ts';
import { takeFields } from '../../../src/core/protocols/decode.ts';
import { allFields } from '../../../src/core/protocols/find-fields.ts';
import type { Field } from '../../../src/core/protocols/reading/field.ts';

/** Ids of our fields by what Wireshark calls them, for names that stand for one field each time. */
const IDS: ReadonlyMap<string, ReadonlySet<string>> = idsByName();

function idsByName(): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { wireshark, of } of allFields()) {
    if (wireshark === undefined) continue;
    ids.set(wireshark, new Set([...(ids.get(wireshark) ?? []), ...of.map(({ id }) => id)]));
  }
  return ids;
}

/** True if one of our fields has the same value as Wireshark's field of this name. */
export function isComparable(name: string): boolean {
  return IDS.has(name);
}

const HIDDEN: ReadonlySet<Field> = new Set(allFields().flatMap(({ of }) => of.filter(({ hidden }) => hidden)));

/** Values of the fields that no layer shows, by their ids. */
export function hiddenValues(bytes: Uint8Array, linkType: number, wireLength: number): ReadonlyMap<string, string[]> {
  const values = new Map<string, string[]>();
  const take = ({ id }: Field, value: FieldValue): void => {
    values.set(id, [...(values.get(id) ?? []), plain(value)]);
  };
  takeFields(bytes, linkType, wireLength, { wanted: HIDDEN, take });
  return values;
}

/** Our values of what Wireshark calls so, in the order of the layers, as `plain` writes them. */
export function valuesOf(
  name: string,
  layers: readonly Layer[],
  hidden: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const ids = IDS.get(name);
  const unseen = [...(ids ?? [])].flatMap((id) => hidden.get(id) ?? []);
  if (unseen.length > 0) return unseen;
  return layers.flatMap(({ fields }) => fields.filter(({ id }) => ids?.has(id)).map(({ value }) => plain(value)));
}

/** A value without the way in which it is written: numbers in decimal, texts in lower case. */
export function plain(value: FieldValue): string {
  const number = typeof value === 'number' ? value : value === '' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? String(value).toLowerCase() : String(number);
}
