import type { CaptureTables } from '../../tables.ts';
import { type Account, fedFrom, packetName, sizeWords, tickUnit } from './account.ts';
import { workMoment, type Moment, type Worked } from './moments.ts';
import { type FlowTrace, positionsOf, type Scope } from './trace.ts';

/** Smallest, mean, deviation or largest size of a scope's packets. */
export function explainSizes(tables: CaptureTables, trace: FlowTrace, scope: Scope, moment: Moment): Account {
  const at = positionsOf(trace, scope);
  const values = at.map((position) => trace.sizes[position]);
  const work = workMoment(moment, {
    values,
    rows: at.map((position) => trace.rows[position]),
    unit: 'B',
    scale: (value) => value,
    inResultUnit: () => '',
  });
  return {
    ...partsOf(work),
    notes: [sizeWords(tables.parameters)],
    fed: fedFrom(trace, { at, values, unit: 'B', roles: rolesOf(moment, work, at) }),
  };
}

/** The same of the gaps between a scope's packets: to the packet before, of the flow or of the same direction. */
export function explainGaps(tables: CaptureTables, trace: FlowTrace, scope: Scope, moment: Moment): Account {
  const { ticks } = tables.meter;
  const { at, since, gaps } = gapsOf(trace, scope);
  const unit = tickUnit(tables.parameters);
  const work = workMoment(moment, {
    values: gaps,
    rows: at.map((position) => trace.rows[position]),
    unit,
    scale: (value) => ticks.ms(value),
    inResultUnit: (value) => (unit === 'ms' ? '' : ` ${unit} = ${ticks.ms(value)} ms`),
  });
  const values = gaps.map((gap) => ticks.ms(gap));
  return {
    ...partsOf(work),
    notes: clockNotes(trace, at),
    fed: fedFrom(trace, { at, values, unit: 'ms', since, roles: rolesOf(moment, work, at) }),
  };
}

/** Gaps with the packets at their ends. Arrays are parallel. */
export interface Gaps {
  /** Positions of the packets that ended a gap, and of those from which it is counted. */
  readonly at: readonly number[];
  readonly since: readonly number[];
  /** Ticks. */
  readonly gaps: readonly number[];
}

/** The gaps between a scope's packets. */
export function gapsOf(trace: FlowTrace, scope: Scope): Gaps {
  const positions = positionsOf(trace, scope);
  const at = positions.slice(1);
  const since = positions.slice(0, -1);
  return { at, since, gaps: at.map((position, index) => trace.ticks[position] - trace.ticks[since[index]]) };
}

/** The parts of an account that the running statistics give. */
export function partsOf({ result, worked, steps }: Worked): Pick<Account, 'result' | 'worked' | 'steps'> {
  return { result, worked, ...(steps !== undefined && { steps }) };
}

function rolesOf(moment: Moment, { chosen }: Worked, at: readonly number[]): { at: number; role: string }[] {
  if (chosen === undefined) return [];
  return [{ at: at[chosen], role: moment === 'min' ? 'smallest' : 'largest' }];
}

/** What NFStream's clock, which never goes back, has changed. */
export function clockNotes(trace: FlowTrace, at: readonly number[]): string[] {
  const late = at.filter((position) => trace.late[position] === 1);
  if (late.length === 0) return [];
  const first = packetName(trace.rows[late[0]]);
  return [
    `NFStream’s clock never goes back: ${late.length === 1 ? `${first} is` : `${late.length} packets, ${first} the first of them, are`} older than a packet before and counted at that one’s time.`,
  ];
}
