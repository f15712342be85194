import type { ColumnDescription } from '../../../../core/model/column.ts';
import type { Distribution } from '../../../../core/model/distribution.ts';

/** A bar: how many rows it has, where it stands, and the filter that keeps them. */
export interface Bar {
  /** "0.5 – 1 ms". */
  readonly range: string;
  readonly count: number;
  /** Of the tallest, 0 to 1. */
  readonly share: number;
  readonly filter: string;
}

/** Whether a column of sequences has values that bars can show; numbers of rows and points in time are none. */
export function mayBeSpread({ kind, id }: ColumnDescription): boolean {
  return id !== 'match' && (kind === 'integer' || kind === 'float' || kind === 'bytes' || kind === 'milliseconds');
}

/** The bars of a distribution, with the terms of the filter language that keep their rows. */
export function barsOf({ edges, counts }: Distribution, { id, unit }: ColumnDescription): readonly Bar[] {
  const tallest = counts.reduce((most, count) => Math.max(most, count), 1);
  return counts.map((count, at) => ({
    range: `${numberWords(edges[at])} – ${numberWords(edges[at + 1])}${unit === '' ? '' : ` ${unit}`}`,
    count,
    share: count / tallest,
    filter: `${id} >= ${edges[at]} and ${id} < ${edges[at + 1]}`,
  }));
}

function numberWords(value: number | undefined): string {
  return String(value ?? '');
}
