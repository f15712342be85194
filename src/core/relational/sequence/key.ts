import { isAsync } from '../prompt-answer.ts';
import type { Key } from './definition.ts';
import { readMember } from './read-member.ts';

/** Events whose decoded fields can be asked for. */
interface HasField {
  field(id: string): number | string | undefined;
}

/** Names of fields; of decoded ones their ids. */
type FieldName<E> = (keyof E & string) | (E extends HasField ? `${string}.${string}` : never);

/** Fields by name, or one function. */
export type KeyParts<E> = readonly [(event: E) => Key] | readonly FieldName<E>[];

/**
 * The key of an event: of one field its value, of several their list. What a packet does not have (-1, "") hides it. Throws a TypeError
 * if it would answer later: each packet would have a promise of its own for its key.
 */
export function compileKey<E>(parts: KeyParts<E>): (event: E) => Key {
  const [only] = parts;
  if (isAsync(only)) throw new TypeError('A key must be told at once: an async function cannot tell it.');
  if (typeof only === 'function') return only;
  const readers = (parts as readonly string[]).map((name) => readerOf<E>(name));
  if (readers.length === 1) {
    const [read] = readers;
    return (event) => present(read(event));
  }
  return (event) => readers.map((read) => present(read(event))) as Key;
}

function readerOf<E>(name: string): (event: E) => unknown {
  if (name.includes('.')) return (event) => (event as HasField).field(name);
  return readMember<E>(name);
}

function present(value: unknown): string | number | boolean | undefined {
  return value === -1 || value === '' ? undefined : (value as string | number | boolean | undefined);
}

/** The two addresses of a packet, whichever way it goes: for `.key(hosts)`. */
export function hosts({ src, dst }: { readonly src: string; readonly dst: string }): Key {
  return src < dst ? [src, dst] : [dst, src];
}
