/** What a field must be. `code` is what the form does not understand, kept as it is written. */
export type Wanted =
  | { readonly kind: 'is'; readonly value: string | number | boolean }
  | { readonly kind: 'any'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'bounds'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'same'; readonly step: string; readonly field: string }
  | { readonly kind: 'code'; readonly text: string };

/** One field of the packet and what it must be. */
export interface WantedField {
  readonly field: string;
  readonly wanted: Wanted;
}

/** Fields, all of them; or code. */
export type Condition = { readonly fields: readonly WantedField[] } | { readonly code: string };

/** A step, or what must not come behind the one before. */
export interface FormStep {
  readonly kind: 'step' | 'optional' | 'repeat' | 'without';
  readonly name: string;
  readonly when: Condition;
  /** Seconds from the packet before, most and least; of `without` the seconds in which it must not come (`for`). */
  readonly within?: number;
  readonly after?: number;
  readonly strict: boolean;
  readonly each: boolean;
  /** Of `repeat`: how often; `greatest` may be Infinity. */
  readonly least: number;
  readonly greatest: number;
}

/** A column of the results: code over `m`, as `m.syn.src`. */
export interface FormColumn {
  readonly name: string;
  readonly code: string;
}

/** A sequence as the form shows it. */
export interface FormModel {
  /** The name of the constant. */
  readonly constant: string;
  readonly title: string;
  /** What it looks at, if not packets: 'flows', 'DNS', … */
  readonly source?: string;
  /** Names of fields; `hosts`; or code. None: all packets belong together. */
  readonly key: readonly string[] | { readonly code: string };
  readonly starts: 'every' | 'unless-taken' | 'one' | 'newest';
  readonly steps: readonly FormStep[];
  /** Seconds. */
  readonly within?: number;
  readonly maxGap?: number;
  readonly longest: boolean;
  readonly columns: readonly FormColumn[];
  /** Calls that the form has no place for; they are written back as they are. */
  readonly others: readonly string[];
}

/** A step of which nothing is known yet. */
export function emptyStep(kind: FormStep['kind'], name: string): FormStep {
  const isAbsence = kind === 'without';
  return {
    kind,
    name,
    when: { fields: [] },
    strict: false,
    each: false,
    least: kind === 'repeat' ? 2 : 1,
    greatest: kind === 'repeat' ? Infinity : 1,
    ...(isAbsence && { within: 2 }),
  };
}

/** What an empty form begins with. */
export const EMPTY_MODEL: FormModel = {
  constant: 'mine',
  title: 'My sequence',
  key: ['flow'],
  starts: 'one',
  steps: [emptyStep('step', 'first')],
  longest: false,
  columns: [],
  others: [],
};
