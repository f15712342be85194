import type { Browser } from '@playwright/test';

/** What one run measured, by name: milliseconds, bytes, events a second, as the lines below say. */
export type Values = Readonly<Record<string, number>>;

/** Where a group measures. */
export interface Setting {
  readonly browser: Browser;
  /** Address of the built page. */
  readonly url: string;
  /** Path of a generated capture; `talks`: its flows say what real ones say. */
  capture(packets: number, flows: number, talks?: boolean): Promise<string>;
}

/** One line of the table. */
export interface Line {
  readonly what: string;
  /** In the words of the table; "" for none. */
  readonly budget: string;
  /** What all runs measured, as text. */
  readonly measured: (all: readonly Values[]) => string;
}

/** Lines that are measured together: `npm run bench -- --only NAME`. */
export interface Group {
  readonly name: string;
  /** `page`: in a built page, so that another build can be measured in turns. `once`: it takes long, or does not vary. */
  readonly of: 'page' | 'code' | 'once';
  measure(setting: Setting): Promise<Values>;
  readonly lines: readonly Line[];
}

/** The middle of what the runs measured; NaN if a run did not measure it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function all(name: string, runs: readonly Values[]): number[] {
  return runs.map((values) => values[name] ?? NaN);
}

function ratios(over: string, under: string, runs: readonly Values[]): number[] {
  return runs.map((values) => (values[over] ?? NaN) / (values[under] ?? NaN));
}

/** Milliseconds: the median, then each run. */
export function milliseconds(what: string, name: string, budget = ''): Line {
  const measured = (runs: readonly Values[]): string =>
    `${Math.round(median(all(name, runs)))} ms (${all(name, runs).map(Math.round).join(', ')})`;
  return { what, budget, measured };
}

/** One value over another of the same run: the median of that. */
export function ratio(what: string, over: string, under: string, budget = ''): Line {
  return { what, budget, measured: (runs) => median(ratios(over, under, runs)).toFixed(2) };
}

/** The median of a value, written in some way. */
export function value(what: string, name: string, write: (value: number) => string, budget = ''): Line {
  return { what, budget, measured: (runs) => write(median(all(name, runs))) };
}

/** Events a second, and how many times that of the plain algorithm in the same run. */
export function rate(what: string, name: string, beside: string, budget = ''): Line {
  const measured = (runs: readonly Values[]): string => {
    const times = median(ratios(name, beside, runs));
    return `${(median(all(name, runs)) / 1e6).toFixed(2)} M/s, ${Number(times.toPrecision(2))} times plain`;
  };
  return { what, budget, measured };
}
