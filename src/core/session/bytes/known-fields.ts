import type { KnownField } from '../../model/field.ts';
import { allFields } from '../../protocols/find-fields.ts';

/** Every name that a filter or a column may use for a decoded field, in the order of the protocols. */
export const KNOWN_FIELDS: readonly KnownField[] = allFields().map(({ id, kind, label, help }) => ({
  id,
  kind,
  note: help === '' ? label : `${label}: ${help}`,
}));
