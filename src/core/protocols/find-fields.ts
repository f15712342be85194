/** Fields by their names: of all protocols, by id or as Wireshark calls them. */
import { nearNames } from '../../base/near-names.ts';
import { PROTOCOLS } from './list.ts';
import type { Field, NamedFields } from './reading/field.ts';

const NAMED: readonly NamedFields[] = PROTOCOLS.flatMap(({ fields, either = [] }) => [
  ...Object.values(fields).map(alone),
  ...either,
]);
const byId: ReadonlyMap<string, NamedFields> = new Map(NAMED.map((named) => [named.id, named]));
const byWiresharkName = namedByWireshark();

function alone(field: Field): NamedFields {
  const { id, label, kind, unit, help, wireshark } = field;
  return { id, label, kind, unit, help, of: [field], ...(wireshark !== undefined && { wireshark }) };
}

/** Several fields may share a name: any of them may then be meant. */
function namedByWireshark(): ReadonlyMap<string, NamedFields> {
  const found = new Map<string, NamedFields>();
  for (const named of NAMED) {
    if (named.wireshark === undefined) continue;
    const name = named.wireshark.toLowerCase();
    const before = found.get(name);
    found.set(name, before === undefined ? named : { ...before, id: name, of: [...before.of, ...named.of] });
  }
  return found;
}

/** All fields in the order of the protocols, each protocol's names for several of them after its own. */
export function allFields(): readonly NamedFields[] {
  return NAMED;
}

/** What a name stands for, in any case: an id, or else Wireshark's name; undefined for neither. */
export function findField(name: string): NamedFields | undefined {
  const key = name.toLowerCase();
  return byId.get(key) ?? byWiresharkName.get(key);
}

/** Ids that are much like a mistyped name, best first. */
export function fieldsNear(name: string): readonly string[] {
  return nearNames(name, byId.keys());
}
