import type { Column } from '../../model/column.ts';
import type { CaptureTables } from '../../tables.ts';
import { cellOf } from '../cells.ts';
import { type Account, fedFrom, joined } from './account.ts';
import { explainActivity } from './activity.ts';
import { type Moment } from './moments.ts';
import { gapsOf } from './statistics.ts';
import { type FlowTrace, positionsOf, type Scope, scopeOf, type SizeName, sizesOf } from './trace.ts';

/**
 * What is measured beyond NFStream. Where the packet table has what feeds it, it is computed again; else the formula is
 * the column's, the value is the cell, and the packets are those of its scope.
 */
export function explainBeyond(tables: CaptureTables, trace: FlowTrace, column: Column): Account {
  const { id } = column.description;
  const scope = scopeOf(id);
  const name = id.replace(/^(bidirectional|src2dst|dst2src)_/, '');
  const [, mode] = /^(link|ip|transport|payload)_bytes$/.exec(name) ?? [];
  if (mode !== undefined) return explainAllBytes(tables, trace, scope, `${mode}Size` as SizeName);
  if (name === 'payload_packets') return explainPayloadPackets(tables, trace, scope);
  const [, percent, of] = /^p(\d+)_(ps|piat_ms)$/.exec(name) ?? [];
  if (percent !== undefined) return explainPercentile(tables, trace, scope, Number(percent), of === 'ps');
  const [, activity] = /^(active|idle)_periods$/.exec(name) ?? [];
  if (activity !== undefined) return explainActivity(tables, trace, activity as 'active' | 'idle', 'count');
  const [, moment, period] = /^(min|mean|stddev|max)_(active|idle)_ms$/.exec(name) ?? [];
  if (period !== undefined) return explainActivity(tables, trace, period as 'active' | 'idle', moment as Moment);
  return explainRate(tables, trace, scope, name) ?? asItIs(trace, column, scope);
}

function asItIs(trace: FlowTrace, column: Column, scope: Scope): Account {
  return {
    result: cellOf(column, trace.flow),
    ...(column.type === 'number' && column.exact !== undefined && { exact: column.exact(trace.flow) }),
    worked: [],
    fed: fedFrom(trace, { at: positionsOf(trace, scope) }),
  };
}

function explainAllBytes(tables: CaptureTables, trace: FlowTrace, scope: Scope, size: SizeName): Account {
  const at = positionsOf(trace, scope);
  const values = sizesAt(tables, trace, at, size);
  const sum = total(values);
  const worked = [at.length === 0 ? 'no packets: 0' : `${joined(values, ' + ')} = ${sum}`];
  return { result: sum, worked, fed: fedFrom(trace, { at, values, unit: 'B' }) };
}

function explainPayloadPackets(tables: CaptureTables, trace: FlowTrace, scope: Scope): Account {
  const all = positionsOf(trace, scope);
  const at = all.filter((position) => sizesOf(tables, trace.rows[position]).payloadSize > 0);
  return {
    result: at.length,
    worked: [`${at.length} of ${all.length} packets have payload`],
    fed: fedFrom(trace, { at, values: at.map(() => 1), unit: 'packets' }),
  };
}

function explainPercentile(
  tables: CaptureTables,
  trace: FlowTrace,
  scope: Scope,
  percent: number,
  ofSizes: boolean,
): Account {
  const { ticks } = tables.meter;
  const gaps = gapsOf(trace, scope);
  const at = ofSizes ? positionsOf(trace, scope) : gaps.at;
  const values = ofSizes ? at.map((position) => trace.sizes[position]) : gaps.gaps.map((gap) => ticks.ms(gap));
  const unit = ofSizes ? 'B' : 'ms';
  if (values.length === 0) return { result: 0, worked: ['no values: 0'], fed: fedFrom(trace, { at, unit }) };
  const rank = Math.ceil((percent * values.length) / 100);
  const result = Float64Array.from(values).sort()[rank - 1];
  const chosen = at[values.indexOf(result)];
  return {
    result,
    worked: [
      `rank ⌈${percent} × ${values.length} / 100⌉ = ${rank} of ${values.length}`,
      `the values in order: ${joined(Float64Array.from(values).sort(), ', ')}; number ${rank} is ${result}`,
    ],
    fed: fedFrom(trace, {
      at,
      values,
      unit,
      ...(!ofSizes && { since: gaps.since }),
      roles: [{ at: chosen, role: `number ${rank} in order` }],
    }),
  };
}

/** Rates and ratios; 0 where the divisor is 0. Undefined for other names. */
function explainRate(tables: CaptureTables, trace: FlowTrace, scope: Scope, name: string): Account | undefined {
  const at = positionsOf(trace, scope);
  if (name === 'packets_per_s' || name === 'bytes_per_s') {
    const { ticks, rows } = trace;
    const seconds = tables.meter.ticks.ms(ticks[rows.length - 1] - ticks[0]) / 1000;
    const bytes = name === 'bytes_per_s';
    const values = at.map((position) => (bytes ? trace.sizes[position] : 1));
    return {
      ...ratio(total(values), seconds, ' s'),
      fed: fedFrom(trace, { at, values, unit: bytes ? 'B' : 'packets' }),
    };
  }
  if (name === 'payload_share') {
    const payload = sizesAt(tables, trace, at, 'payloadSize');
    const link = sizesAt(tables, trace, at, 'linkSize');
    return { ...ratio(total(payload), total(link), ' B'), fed: fedFrom(trace, { at, values: payload, unit: 'B' }) };
  }
  if (name !== 'down_up_bytes_ratio') return undefined;
  const bytes = (direction: 0 | 1): number =>
    total(positionsOf(trace, direction).map((position) => trace.sizes[position]));
  return { ...ratio(bytes(1), bytes(0), ' B'), fed: fedFrom(trace, { at, values: trace.sizes, unit: 'B' }) };
}

function ratio(dividend: number, divisor: number, unit: string): Pick<Account, 'result' | 'worked'> {
  if (divisor === 0) return { result: 0, worked: [`the divisor is 0${unit}: 0`] };
  const result = dividend / divisor;
  return { result, worked: [`${dividend} / ${divisor}${unit} = ${result}`] };
}

function sizesAt(tables: CaptureTables, { rows }: FlowTrace, at: readonly number[], size: SizeName): number[] {
  return at.map((position) => sizesOf(tables, rows[position])[size]);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
