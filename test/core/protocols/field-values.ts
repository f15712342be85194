import { decodeLayers, takeFields } from '../../../src/core/protocols/decode.ts';
import { allFields } from '../../../src/core/protocols/find-fields.ts';
import type { Field } from '../../../src/core/protocols/reading/field.ts';
import type { FieldValue } from '../../../src/core/model/field.ts';

/** Value of one field of a packet, by the field's id. */
export type IdAndValue = readonly [id: string, value: FieldValue];

/** All fields of all protocols. */
export const EVERY_FIELD: readonly Field[] = allFields().flatMap(({ of }) => (of.length === 1 ? of : []));

/** What `takeFields` gives of the wanted fields. */
export function taken(
  bytes: Uint8Array,
  linkType: number,
  wireLength: number,
  wanted: Iterable<Field> = EVERY_FIELD,
): readonly IdAndValue[] {
  const values: IdAndValue[] = [];
  takeFields(bytes, linkType, wireLength, {
    wanted: new Set(wanted),
    take: ({ id }, value) => values.push([id, value]),
  });
  return values;
}

/** What the layers show, but for what has no field. */
export function shown(bytes: Uint8Array, linkType: number, wireLength: number): readonly IdAndValue[] {
  return decodeLayers(bytes, linkType, wireLength)
    .flatMap((layer) => layer.fields)
    .filter(({ id }) => id !== '')
    .map(({ id, value }) => [id, value]);
}
