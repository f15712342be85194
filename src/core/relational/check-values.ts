import { MOST_CHARACTERS } from './match-bounds.ts';

/** A number of things. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A text of at most 200 characters. */
export function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MOST_CHARACTERS ? value : undefined;
}

/** A list of at most so many things, each as `read` takes it; undefined if it is none or has one that is not taken. */
export function listOf<T>(value: unknown, most: number, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const list: T[] = [];
  for (const item of value as readonly unknown[]) {
    const taken = read(item);
    if (taken === undefined) return undefined;
    list.push(taken);
  }
  return list;
}

/** The properties of an object; none of what is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
