import type { FieldValue, Layer } from '../../../src/core/model/field.ts';
import { allFields } from '../../../src/core/protocols/find-fields.ts';

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

/** Our values of what Wireshark calls so, in the order of the layers, as `plain` writes them. */
export function valuesOf(name: string, layers: readonly Layer[]): readonly string[] {
  const ids = IDS.get(name);
  return layers.flatMap(({ fields }) => fields.filter(({ id }) => ids?.has(id)).map(({ value }) => plain(value)));
}

/** A value without the way in which it is written: numbers in decimal, texts in lower case. */
export function plain(value: FieldValue): string {
  const number = typeof value === 'number' ? value : value === '' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? String(value).toLowerCase() : String(number);
}
