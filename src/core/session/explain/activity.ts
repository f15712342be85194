import type { CaptureTables } from '../../tables.ts';
import { type Account, fedFrom, joined, tickUnit } from './account.ts';
import { workMoment, type Moment } from './moments.ts';
import { partsOf } from './statistics.ts';
import type { FlowTrace } from './trace.ts';

/** Positions of a period's first and last packet. */
interface Period {
  readonly from: number;
  readonly to: number;
}

/** Active or idle periods: their number, or statistics of their lengths. */
export function explainActivity(
  tables: CaptureTables,
  trace: FlowTrace,
  kind: 'active' | 'idle',
  what: 'count' | Moment,
): Account {
  const { ticks } = tables.meter;
  const timeout = tables.parameters.activityTimeout;
  const periods = periodsOf(trace, timeout * 1000 * ticks.perMs)[kind];
  const lengths = periods.map(({ from, to }) => trace.ticks[to] - trace.ticks[from]);
  const at = periods.map(({ to }) => to);
  const unit = tickUnit(tables.parameters);
  const work = workMoment(what === 'count' ? 'mean' : what, {
    values: lengths,
    rows: at.map((position) => trace.rows[position]),
    unit,
    scale: (value) => ticks.ms(value),
    inResultUnit: (value) => (unit === 'ms' ? '' : ` ${unit} = ${ticks.ms(value)} ms`),
  });
  const values = lengths.map((length) => ticks.ms(length));
  return {
    ...(what === 'count'
      ? { result: periods.length, worked: [`${periods.length} periods, ms: ${joined(values, ', ')}`] }
      : partsOf(work)),
    notes: [
      `A gap of more than ${timeout} s is an idle period and ends the active one, which counts if it lasted. Each value stands at the last packet of its period.`,
    ],
    fed: fedFrom(trace, { at, values, unit: 'ms', since: periods.map(({ from }) => from) }),
  };
}

function periodsOf({ ticks }: FlowTrace, timeout: number): Record<'active' | 'idle', Period[]> {
  const active: Period[] = [];
  const idle: Period[] = [];
  let from = 0;
  const close = (to: number): void => {
    if (ticks[to] > ticks[from]) active.push({ from, to });
  };
  for (let at = 1; at < ticks.length; at++) {
    if (ticks[at] - ticks[at - 1] <= timeout) continue;
    close(at - 1);
    idle.push({ from: at - 1, to: at });
    from = at;
  }
  close(ticks.length - 1);
  return { active, idle };
}
