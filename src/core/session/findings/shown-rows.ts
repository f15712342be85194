import type { FindingRows } from '../../model/findings.ts';

/** Rows that a filter names one by one; more would make addresses that no server takes, and nobody reads them. */
const MOST_NAMED = 200;

/** Rows by their numbers in a column: the first of them, if they are many. undefined for none. */
export function namedRows(
  table: FindingRows['table'],
  column: string,
  numbers: ArrayLike<number>,
): FindingRows | undefined {
  const { length } = numbers;
  if (length === 0) return undefined;
  if (length === 1) return { table, filter: `${column} = ${numbers[0]}` };
  const named = Array.from({ length: Math.min(length, MOST_NAMED) }, (_, at) => numbers[at]);
  const filter = `${column} in {${named.join(', ')}}`;
  return length > MOST_NAMED ? { table, filter, cut: { rows: MOST_NAMED, of: length } } : { table, filter };
}

/** Filters of which all must hold; what has an “or” in it is put in brackets. */
export function joined(...filters: readonly string[]): string {
  const present = filters.map((filter) => filter.replaceAll(/\s+/g, ' ').trim()).filter((filter) => filter !== '');
  if (present.length === 1) return present[0];
  return present.map((filter) => (/\bor\b|\|\|/i.test(filter) ? `(${filter})` : filter)).join(' and ');
}
