import type { FindingLevel } from '../model/findings.ts';

/** A part of a rule as it is written, and at which character of the rule it stands. */
export interface RulePart {
  readonly text: string;
  readonly offset: number;
}

/** The name of a column in braces; `nouns`: what it counts, for one and for many: `{sources|host|hosts}`. */
export interface SentenceColumn {
  readonly column: string;
  readonly nouns?: readonly [one: string, many: string];
  readonly offset: number;
}

/** A piece of a sentence: words, or a column. */
export type SentencePiece = { readonly words: string } | SentenceColumn;

/** A rule, read from its text (docs/findings.md). */
export interface Rule {
  readonly name: string;
  readonly title: string;
  readonly level: FindingLevel;
  /** The table whose rows it looks at. */
  readonly of: RulePart;
  /** Which rows; "" for all. */
  readonly where: RulePart;
  /** Columns by which rows are put together; empty: all rows are one group. undefined: each row stands for itself. */
  readonly group: readonly RulePart[] | undefined;
  /** Which groups. */
  readonly having: RulePart;
  /** Which come first: those with the largest value of this column. */
  readonly order: RulePart | undefined;
  readonly say: readonly SentencePiece[];
  readonly why: string;
  readonly off: boolean;
}
