import type { Key } from './definition.ts';

/** Fields by name, or one function. */
export type KeyParts<E> = readonly [(event: E) => Key] | readonly (keyof E & string)[];

/** The key of an event: of one field its value, of several their list. What a packet does not have (-1, "") hides it. */
export function compileKey<E>(parts: KeyParts<E>): (event: E) => Key {
  const [only] = parts;
  if (typeof only === 'function') return only;
  const fields = parts as readonly (keyof E)[];
  if (fields.length === 1) {
    const [field] = fields;
    return (event) => present(event[field]);
  }
  return (event) => fields.map((field) => present(event[field])) as Key;
}

function present(value: unknown): string | number | boolean | undefined {
  return value === -1 || value === '' ? undefined : (value as string | number | boolean | undefined);
}

/** The two addresses of a packet, whichever way it goes: for `.key(hosts)`. */
export function hosts({ src, dst }: { readonly src: string; readonly dst: string }): Key {
  return src < dst ? [src, dst] : [dst, src];
}
