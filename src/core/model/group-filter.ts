import { HOST_KEY, PAIR_KEY } from './groups.ts';
import type { Cell } from './question.ts';

/** A text in the quotes of the filter language. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const valueText = (cell: Cell): string => (typeof cell === 'number' ? String(cell) : quoted(String(cell)));

/**
 * The filter that keeps the rows of one group.
 * @param by what was grouped by
 * @param cells the group's keys, one a column: of pairs two
 * @param ends columns of source and destination
 */
export function filterOfGroup(by: readonly string[], cells: readonly Cell[], ends?: readonly [string, string]): string {
  const left = [...cells];
  const terms = by.map((id) => {
    const cell = left.shift() ?? '';
    if (id === HOST_KEY) return `ip = ${valueText(cell)}`;
    if (id !== PAIR_KEY) return `${id} = ${valueText(cell)}`;
    const other = left.shift() ?? '';
    const [source, destination] = ends ?? ['src', 'dst'];
    return cell === other
      ? `${source} = ${valueText(cell)} and ${destination} = ${valueText(other)}`
      : `ip = ${valueText(cell)} and ip = ${valueText(other)}`;
  });
  return terms.join(' and ');
}

/** Two filters, both of which must hold. */
export function joinFilters(filter: string, term: string): string {
  if (filter.trim() === '') return term;
  if (term === '') return filter;
  const isPlain = !/\bor\b|\|\|/i.test(filter);
  return `${isPlain ? filter.trim() : `(${filter.trim()})`} and ${term}`;
}
