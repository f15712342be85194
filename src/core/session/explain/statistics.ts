import { type Account, fedFrom, packetName, sizeWords } from '../../flows/explain/account.ts';
import { inMilliseconds, partsOf, workMoment, type Moment, type Worked } from '../../flows/explain/moments.ts';
import { type FlowTrace, gapsOf, positionsOf } from '../../flows/explain/trace.ts';
import type { Scope } from '../../model/flow-feature.ts';

/** Smallest, mean, deviation or largest size of a scope's packets. */
export function explainSizes(trace: FlowTrace, scope: Scope, moment: Moment): Account {
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
    notes: [sizeWords(trace.parameters)],
    fed: fedFrom(trace, { at, values, unit: 'B', roles: rolesOf(moment, work, at) }),
  };
}

/** The same of the gaps between a scope's packets. */
export function explainGaps(trace: FlowTrace, scope: Scope, moment: Moment): Account {
  const { at, since, gaps } = gapsOf(trace, scope);
  const rows = at.map((position) => trace.rows[position]);
  const work = workMoment(moment, { values: gaps, rows, ...inMilliseconds(trace) });
  const values = gaps.map((gap) => trace.clock.ms(gap));
  return {
    ...partsOf(work),
    notes: clockNotes(trace, at),
    fed: fedFrom(trace, { at, values, unit: 'ms', since, roles: rolesOf(moment, work, at) }),
  };
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
