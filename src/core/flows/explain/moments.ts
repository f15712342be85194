import type { WorkedSteps } from '../../model/explanation.ts';
import type { Statistic } from '../../model/flow-feature.ts';
import { type Account, joined, tickUnit } from './account.ts';
import type { FlowTrace } from './trace.ts';

/** Values of one feature in the order in which the meter took them, with the rows of the packets that gave them. */
export interface Series {
  readonly values: readonly number[];
  readonly rows: ArrayLike<number>;
  /** Unit of the values; the result may be in another. */
  readonly unit: string;
  /** From the values' unit to that of the result. */
  readonly scale: (value: number) => number;
  /** How that is written behind a line: "" or " µs = 0.021 ms". */
  readonly inResultUnit: (value: number) => string;
}

/** What the running statistics come to. */
export interface Worked {
  readonly result: number;
  readonly worked: readonly string[];
  readonly steps?: WorkedSteps;
  /** Position of the value that is the result, where it is one of them. */
  readonly chosen?: number;
}

/** What the meter keeps of many values. */
export type Moment = Extract<Statistic, 'min' | 'mean' | 'stddev' | 'max'>;

/** True for the statistics that the meter keeps. */
export function isMoment(by: Statistic | undefined): by is Moment {
  return by === 'min' || by === 'mean' || by === 'stddev' || by === 'max';
}

/** The parts of an account that running statistics give. */
export function partsOf({ result, worked, steps }: Worked): Pick<Account, 'result' | 'worked' | 'steps'> {
  return { result, worked, ...(steps !== undefined && { steps }) };
}

/** How a value of the meter's clock is written as a result in milliseconds. */
export function inMilliseconds({ clock, parameters }: FlowTrace): Pick<Series, 'unit' | 'scale' | 'inResultUnit'> {
  const unit = tickUnit(parameters);
  return {
    unit,
    scale: (value) => clock.ms(value),
    inResultUnit: (value) => (unit === 'ms' ? '' : ` ${unit} = ${clock.ms(value)} ms`),
  };
}

/** Smallest, mean, deviation or largest, by the meter's own updates; 0 without values. */
export function workMoment(moment: Moment, series: Series): Worked {
  if (series.values.length === 0) return { result: 0, worked: ['no values: 0'] };
  if (moment === 'mean') return workMean(series);
  if (moment === 'stddev') return workDeviation(series);
  return workExtreme(moment, series);
}

function workExtreme(moment: 'min' | 'max', { values, scale, inResultUnit }: Series): Worked {
  let chosen = 0;
  values.forEach((value, at) => {
    if (moment === 'min' ? value < values[chosen] : value > values[chosen]) chosen = at;
  });
  const best = values[chosen];
  return {
    result: scale(best),
    worked: [`${moment}(${joined(values, ', ')}) = ${best}${inResultUnit(best)}`],
    chosen,
  };
}

function workMean(series: Series): Worked {
  const { values, scale, inResultUnit } = series;
  const { mean } = run(values);
  const sum = values.reduce((total, value) => total + value, 0);
  const atOnce = sum / values.length;
  const worked = [`(${joined(values, ' + ')}) / ${values.length} = ${sum} / ${values.length}`];
  if (atOnce !== mean) worked.push(`divided at once: ${atOnce}; by the running mean, which NFStream keeps: ${mean}`);
  worked.push(`= ${mean}${inResultUnit(mean)}`);
  return { result: scale(mean), worked, steps: stepsOf(series, false) };
}

function workDeviation(series: Series): Worked {
  const { values, scale, inResultUnit } = series;
  const { mean, squares } = run(values);
  const count = values.length;
  if (count < 2) return { result: 0, worked: [`n = ${count}, fewer than two values: 0`] };
  const deviation = Math.sqrt(squares / (count - 1));
  return {
    result: scale(deviation),
    worked: [
      `mean = ${mean}, M2 = ${squares}`,
      `√(M2 / (n − 1)) = √(${squares} / ${count - 1})`,
      `= ${deviation}${inResultUnit(deviation)}`,
    ],
    steps: stepsOf(series, true),
  };
}

interface Running {
  mean: number;
  squares: number;
}

/** One more value, by the same two updates as the meter: written once more, so that the two check each other. */
function add(running: Running, value: number, count: number): void {
  const { mean } = running;
  const next = mean + (value - mean) / count;
  running.mean = next;
  running.squares += (value - mean) * (value - next);
}

function run(values: readonly number[]): Running {
  const running = { mean: 0, squares: 0 };
  values.forEach((value, at) => add(running, value, at + 1));
  return running;
}

/** Steps shown before the last one. */
const FIRST_STEPS = 4;

function stepsOf({ values, rows, unit }: Series, squares: boolean): WorkedSteps {
  const running = { mean: 0, squares: 0 };
  const shown: string[][] = [];
  let omitted = 0;
  values.forEach((value, at) => {
    const before = running.mean;
    add(running, value, at + 1);
    if (at >= FIRST_STEPS && at < values.length - 1) return void omitted++;
    const numbers = [at + 1, rows[at] + 1, value, value - before, running.mean, ...(squares ? [running.squares] : [])];
    shown.push(numbers.map(String));
  });
  const columns = ['n', 'Packet', `xₙ, ${unit}`, 'xₙ − mₙ₋₁', 'mₙ', ...(squares ? ['M2'] : [])];
  return { columns, rows: shown, omitted };
}
