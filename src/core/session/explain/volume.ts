import { type Account, fedFrom, packetsWords, sizeWords, sumLine, total } from '../../flows/explain/account.ts';
import { type FlowTrace, positionsOf } from '../../flows/explain/trace.ts';
import type { Scope } from '../../model/flow-feature.ts';
import { TCP_FLAGS, type TcpFlag } from '../../model/tcp-flags.ts';
import { clockNotes } from './statistics.ts';

/** Number of a scope's packets. */
export function explainPackets(trace: FlowTrace, scope: Scope): Account {
  const at = positionsOf(trace, scope);
  const forward = positionsOf(trace, 'src2dst').length;
  const both = `${forward} + ${at.length - forward} = ${at.length}`;
  return {
    result: at.length,
    worked: [scope === 'bidirectional' ? both : packetsWords(at.length, scope)],
    fed: fedFrom(trace, { at, values: at.map(() => 1), unit: 'packets' }),
  };
}

/** Sum of a scope's sizes. */
export function explainBytes(trace: FlowTrace, scope: Scope): Account {
  const at = positionsOf(trace, scope);
  const values = at.map((position) => trace.sizes[position]);
  const sum = total(values);
  return {
    result: sum,
    worked: [sumLine(values, sum)],
    notes: [sizeWords(trace.parameters)],
    fed: fedFrom(trace, { at, values, unit: 'B' }),
  };
}

/** Number of a scope's packets with a TCP flag. */
export function explainFlag(trace: FlowTrace, scope: Scope, flag: TcpFlag): Account {
  const bit = TCP_FLAGS.indexOf(flag);
  const candidates = positionsOf(trace, scope);
  const at = candidates.filter((position) => (trace.flags[position] >> bit) & 1);
  return {
    result: at.length,
    worked: [`${at.length} of ${packetsWords(candidates.length, scope)} have ${flag} set`],
    fed: fedFrom(trace, { at, values: at.map(() => 1), unit: 'packets' }),
  };
}

/** First or last time of a scope. 0 without packets. */
export function explainTime(trace: FlowTrace, scope: Scope, by: 'first' | 'last'): Account {
  const { clock, times } = trace;
  const positions = positionsOf(trace, scope);
  const position = by === 'first' ? positions[0] : positions[positions.length - 1];
  if (position === undefined) return { ...noPackets(trace), ...(clock.inexact && { exact: '0' }) };
  return {
    result: clock.epochMs(times[position]),
    ...(clock.inexact && { exact: clock.exactEpochMs(times[position]) }),
    worked: [`${timeText(trace, position)} ms since 1970, the time of the ${by} packet`],
    notes: clockNotes(trace, [position]),
    fed: fedFrom(trace, { at: [position], roles: [{ at: position, role: by }] }),
  };
}

/** What lies between a scope's first and last time. 0 without packets. */
export function explainDuration(trace: FlowTrace, scope: Scope): Account {
  const { clock, times } = trace;
  const positions = positionsOf(trace, scope);
  const first = positions[0];
  const last = positions[positions.length - 1];
  if (first === undefined) return noPackets(trace);
  const duration = clock.ms(times[last] - times[first]);
  return {
    result: duration,
    worked: [`${timeText(trace, last)} − ${timeText(trace, first)} = ${duration}`],
    notes: clockNotes(trace, [first, last]),
    fed: fedFrom(trace, { at: first === last ? [first] : [first, last], roles: endRoles(first, last) }),
  };
}

function noPackets(trace: FlowTrace): Account {
  return { result: 0, worked: ['no packets: 0'], fed: fedFrom(trace, { at: [] }) };
}

/** Milliseconds since 1970, with all digits. */
function timeText({ clock, times }: FlowTrace, position: number): string {
  return clock.inexact ? clock.exactEpochMs(times[position]) : String(clock.epochMs(times[position]));
}

function endRoles(first: number, last: number): { at: number; role: string }[] {
  if (first === last) return [{ at: first, role: 'first and last' }];
  return [
    { at: first, role: 'first' },
    { at: last, role: 'last' },
  ];
}
