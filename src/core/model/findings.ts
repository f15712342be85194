import type { Failure } from './failure.ts';
import type { Cell } from './question.ts';

/** How much a rule's author thinks that a finding matters: a judgement, never a measurement. */
export const FINDING_LEVELS = ['info', 'notable', 'serious'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** Rows of a table, by a filter. */
export interface FindingRows {
  readonly table: 'flows' | 'packets';
  readonly filter: string;
  /** Set where the filter names the first rows only, since naming all would be too long: how many, out of how many. */
  readonly cut?: { readonly rows: number; readonly of: number };
}

/** A piece of a sentence: words, or a value of the capture with the rows that it counts. */
export interface FindingPart {
  readonly text: string;
  /** Of values: the column or measure, and the value as stored. */
  readonly column?: string;
  readonly value?: Cell;
  /** True if the text is written by others: a name, a user. */
  readonly foreign?: boolean;
  readonly shows?: FindingRows;
}

/** One thing that a rule found. */
export interface Finding {
  readonly sentence: readonly FindingPart[];
  /** Flows and packets that it is about; undefined where there are none, or none can be named. */
  readonly flows?: FindingRows;
  readonly packets?: FindingRows;
}

/** How much of what a rule asks about was looked at, where that is not all. */
export interface FindingReach {
  /** Packets whose bytes were read, out of those that might tell something. */
  readonly looked: number;
  readonly of: number;
}

/** What one rule found in a capture. */
export interface RuleFindings {
  readonly name: string;
  /** All that it found. */
  readonly found: number;
  /** The first of them, in the rule's order. */
  readonly findings: readonly Finding[];
  readonly reach?: FindingReach;
}

/** One rule as it is listed: standard, standard but changed by the person, or the person's own. */
export interface RuleEntry {
  readonly name: string;
  readonly title: string;
  readonly level: FindingLevel;
  /** What it may mean, and what harmless thing looks the same. */
  readonly why: string;
  readonly origin: 'standard' | 'changed' | 'own';
  readonly off: boolean;
  /** As it is written. */
  readonly text: string;
  /** As the standard rule of this name is written. */
  readonly standard?: string;
  /** True if it reads bytes of packets. */
  readonly readsBytes: boolean;
  /** What is wrong with it; `offset` counts in `text`. A rule with a failure is not run. */
  readonly failure?: Failure;
}
