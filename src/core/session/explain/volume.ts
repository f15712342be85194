import type { CaptureTables } from '../../tables.ts';
import { type Account, fedFrom, joined, packetsWords, sizeWords } from './account.ts';
import { clockNotes } from './statistics.ts';
import { type FlowTrace, positionsOf, type Scope } from './trace.ts';

/** Number of a scope's packets. */
export function explainPackets(trace: FlowTrace, scope: Scope): Account {
  const at = positionsOf(trace, scope);
  const forward = positionsOf(trace, 0).length;
  return {
    result: at.length,
    worked: [scope === 'both' ? `${forward} + ${at.length - forward} = ${at.length}` : packetsWords(at.length, scope)],
    fed: fedFrom(trace, { at, values: at.map(() => 1), unit: 'packets' }),
  };
}

/** Sum of a scope's sizes. */
export function explainBytes(tables: CaptureTables, trace: FlowTrace, scope: Scope): Account {
  const at = positionsOf(trace, scope);
  const values = at.map((position) => trace.sizes[position]);
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    result: sum,
    worked: [at.length === 0 ? 'no packets: 0' : `${joined(values, ' + ')} = ${sum}`],
    notes: [sizeWords(tables.parameters)],
    fed: fedFrom(trace, { at, values, unit: 'B' }),
  };
}

/** Number of a scope's packets with a TCP flag. */
export function explainFlag(trace: FlowTrace, scope: Scope, bit: number, name: string): Account {
  const candidates = positionsOf(trace, scope);
  const at = candidates.filter((position) => (trace.flags[position] >> bit) & 1);
  return {
    result: at.length,
    worked: [`${at.length} of ${packetsWords(candidates.length, scope)} have ${name} set`],
    fed: fedFrom(trace, { at, values: at.map(() => 1), unit: 'packets' }),
  };
}

/** First or last time of a scope, or what lies between. 0 without packets. */
export function explainTime(
  tables: CaptureTables,
  trace: FlowTrace,
  scope: Scope,
  which: 'first_seen' | 'last_seen' | 'duration',
): Account {
  const { ticks } = tables.meter;
  const at = positionsOf(trace, scope);
  const first = at[0];
  const last = at[at.length - 1];
  if (first === undefined) {
    const exact = ticks.inexact && which !== 'duration' && { exact: '0' };
    return { result: 0, ...exact, worked: ['no packets: 0'], fed: fedFrom(trace, { at }) };
  }
  const time = (position: number): string =>
    ticks.inexact ? ticks.exactEpochMs(trace.ticks[position]) : String(ticks.epochMs(trace.ticks[position]));
  if (which === 'duration') {
    const duration = ticks.ms(trace.ticks[last] - trace.ticks[first]);
    return {
      result: duration,
      worked: [`${time(last)} − ${time(first)} = ${duration}`],
      notes: clockNotes(trace, [first, last]),
      fed: fedFrom(trace, { at: first === last ? [first] : [first, last], roles: endRoles(first, last) }),
    };
  }
  const position = which === 'first_seen' ? first : last;
  return {
    result: ticks.epochMs(trace.ticks[position]),
    ...(ticks.inexact && { exact: ticks.exactEpochMs(trace.ticks[position]) }),
    worked: [
      `${time(position)} ms since 1970, the time of ${which === 'first_seen' ? 'the first' : 'the last'} packet`,
    ],
    notes: clockNotes(trace, [position]),
    fed: fedFrom(trace, { at: [position], roles: [{ at: position, role: which === 'first_seen' ? 'first' : 'last' }] }),
  };
}

function endRoles(first: number, last: number): { at: number; role: string }[] {
  if (first === last) return [{ at: first, role: 'first and last' }];
  return [
    { at: first, role: 'first' },
    { at: last, role: 'last' },
  ];
}

/** One of the three lists over the first packets, padded with -1. */
export function explainSplt(tables: CaptureTables, trace: FlowTrace, columnId: string): Account {
  const { ticks } = tables.meter;
  const length = tables.parameters.spltAnalysis;
  const at = positionsOf(trace, 'both').slice(0, length);
  const gaps = at.map((position) => (position === 0 ? 0 : ticks.ms(trace.ticks[position] - trace.ticks[position - 1])));
  const values =
    columnId === 'splt_direction'
      ? at.map((position) => trace.directions[position])
      : columnId === 'splt_ps'
        ? at.map((position) => trace.sizes[position])
        : gaps;
  const padding = length - at.length;
  return {
    result: [...values, ...new Array<number>(padding).fill(-1)],
    worked: [`[${joined(values, ', ')}]${padding > 0 ? `, then ${padding} × −1` : ''}`],
    notes:
      columnId === 'splt_ps'
        ? [sizeWords(tables.parameters)]
        : columnId === 'splt_piat_ms'
          ? clockNotes(trace, at)
          : [],
    fed: fedFrom(trace, {
      at,
      values,
      unit: columnId === 'splt_ps' ? 'B' : columnId === 'splt_piat_ms' ? 'ms' : '',
      ...(columnId === 'splt_piat_ms' && { since: at.map((position) => Math.max(0, position - 1)) }),
    }),
  };
}
