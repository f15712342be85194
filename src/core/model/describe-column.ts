import type { ColumnDescription, ColumnKind } from './column.ts';

/** NFStream's scopes of a flow feature: both directions together, source to destination, back. */
export type Scope = 'bidirectional' | 'src2dst' | 'dst2src';
export const SCOPES: readonly Scope[] = ['bidirectional', 'src2dst', 'dst2src'];
/** The scopes of what has a meaning in one direction only. */
export const DIRECTIONS: readonly Scope[] = ['src2dst', 'dst2src'];

/** What stands before a column's label, and the scope in a sentence. */
export const SCOPE_LABEL: Readonly<Record<Scope, string>> = { bidirectional: '', src2dst: '→ ', dst2src: '← ' };
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  bidirectional: 'both directions',
  src2dst: 'source to destination',
  dst2src: 'destination to source',
};

/** A column's words; without unit or formula where it has none. */
export function column(
  id: string,
  label: string,
  kind: ColumnKind,
  group: string,
  help: string,
  { unit = '', formula = '' }: { unit?: string; formula?: string } = {},
): ColumnDescription {
  return { id, label, kind, group, unit, help, formula };
}

/** How NFStream computes what it keeps of many values (nfstream 6.5.4, `flow.py`). */
export const MOMENT_FORMULA = {
  min: 'min(x)',
  mean: 'mₙ = mₙ₋₁ + (xₙ − mₙ₋₁) / n',
  stddev: '√(M2 / (n − 1)), M2 += (xₙ − mₙ₋₁)(xₙ − mₙ); 0 for n < 2',
  max: 'max(x)',
} as const;
