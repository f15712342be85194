import type { KnownField } from '../../model/field.ts';
import { allFields } from '../../protocols/find-fields.ts';
import { WHOLE_TEXTS } from '../../query/filter/whole-texts.ts';

/** Every name that a filter or a column may use for a decoded field, in the order of the protocols. */
export const KNOWN_FIELDS: readonly KnownField[] = allFields().map(({ id, kind, label, help }) => ({
  id,
  kind,
  note: help === '' ? label : `${label}: ${help}`,
}));

/** What a filter of packets may name beside columns: Info, all bytes, every field. */
export const PACKET_NAMES: readonly KnownField[] = [...WHOLE_TEXTS, ...KNOWN_FIELDS];
