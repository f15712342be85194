import { sampleDeviation } from '../../base/moments.ts';
import { SCOPES, type FlowFeature, type Statistic } from '../model/flow-feature.ts';
import { TCP_FLAGS, type TcpFlag } from '../model/tcp-flags.ts';
import type { MeteredFlows } from './metered-flows.ts';
import {
  BYTES,
  CONVERSATION,
  FLAGS,
  GAP_LEAST,
  GAP_MEAN,
  GAP_MOST,
  GAP_SQUARES,
  PACKETS,
  scopeAt,
  SEEN,
  SIZE_LEAST,
  SIZE_MEAN,
  SIZE_MOST,
  SIZE_SQUARES,
} from './record-layout.ts';

type Read = (record: number) => number;

/** How a number of a flow is read; `exact` and `fractional` as in NumberColumn. */
export interface FlowNumber {
  readonly number: Read;
  readonly exact?: (record: number) => string;
  readonly fractional?: boolean;
}

/**
 * Who reads one of NFStream's times, counts and 48 statistics: what has a scope. Undefined for all else. Rows are record
 * numbers; scopes are counted here: 0 both directions, 1 source to destination, 2 back.
 */
export function flowNumber(meter: MeteredFlows, feature: FlowFeature): FlowNumber | undefined {
  if (feature.scope === undefined) return undefined;
  const scope = SCOPES.indexOf(feature.scope);
  switch (feature.of) {
    case 'time':
    case 'duration':
      return times(meter, scope, feature.by);
    case 'packets':
      return { number: packetsOf(meter, scope) };
    case 'bytes':
      return { number: bytesOf(meter, scope) };
    case 'size':
      return { number: sizes(meter, scope, feature.by) };
    case 'gap':
      return gaps(meter, scope, feature.by);
    case 'flag':
      return { number: flags(meter, scope, feature.flag) };
    default:
      return undefined;
  }
}

/** Packets of a scope: 0 both directions, 1 source to destination, 2 back. */
export function packetsOf({ records }: MeteredFlows, scope: number): Read {
  if (scope > 0) return (record) => records.word(record, PACKETS + scope - 1);
  return (record) => records.word(record, PACKETS) + records.word(record, PACKETS + 1);
}

/** Bytes of a scope by the accounting mode. */
export function bytesOf({ records }: MeteredFlows, scope: number): Read {
  if (scope > 0) return (record) => records.double(record, scopeAt(scope) + BYTES);
  return (record) => records.double(record, scopeAt(1) + BYTES) + records.double(record, scopeAt(2) + BYTES);
}

/** First and last time of a scope, ticks; of no meaning for a direction without packets. */
export function spanOf({ records }: MeteredFlows, scope: number): { readonly first: Read; readonly last: Read } {
  if (scope > 0) {
    return {
      first: (record) => records.double(record, SEEN + (scope - 1) * 2),
      last: (record) => records.double(record, SEEN + (scope - 1) * 2 + 1),
    };
  }
  return {
    // A flow's first packet is the first of the direction that opened it.
    first: (record) => records.double(record, SEEN + (records.word(record, CONVERSATION) & 2)),
    last: (record) => Math.max(records.double(record, SEEN + 1), records.double(record, SEEN + 3)),
  };
}

/** First or last time of a scope, or what lies between; 0 for a direction without packets. */
function times(meter: MeteredFlows, scope: number, by: Statistic | undefined): FlowNumber {
  const { ticks } = meter;
  const packets = packetsOf(meter, scope);
  const { first, last } = spanOf(meter, scope);
  const epoch = (at: Read): FlowNumber => ({
    number: (record) => (packets(record) === 0 ? 0 : ticks.epochMs(at(record))),
    fractional: ticks.fine,
    ...(ticks.inexact && { exact: (record) => (packets(record) === 0 ? '0' : ticks.exactEpochMs(at(record))) }),
  });
  if (by === 'first') return epoch(first);
  if (by === 'last') return epoch(last);
  return {
    number: (record) => (packets(record) === 0 ? 0 : ticks.ms(last(record) - first(record))),
    fractional: ticks.fine,
  };
}

function sizes(meter: MeteredFlows, scope: number, by: Statistic | undefined): Read {
  const squares = statistic(meter, scope, SIZE_SQUARES);
  const packets = packetsOf(meter, scope);
  if (by === 'min') return sizeRange(meter, scope, SIZE_LEAST, Math.min);
  if (by === 'max') return sizeRange(meter, scope, SIZE_MOST, Math.max);
  if (by === 'mean') return statistic(meter, scope, SIZE_MEAN);
  return (record) => sampleDeviation(squares(record), packets(record));
}

/** Smallest or largest size: kept by direction; a direction without packets does not count. */
function sizeRange(meter: MeteredFlows, scope: number, field: number, choose: (a: number, b: number) => number): Read {
  const { records } = meter;
  const of = (record: number, way: number): number => records.word(record, scopeAt(way) * 2 + field);
  if (scope > 0) return (record) => of(record, scope);
  return (record) => {
    if (records.word(record, PACKETS) === 0) return of(record, 2);
    return records.word(record, PACKETS + 1) === 0 ? of(record, 1) : choose(of(record, 1), of(record, 2));
  };
}

/** In milliseconds, of ticks. */
function gaps(meter: MeteredFlows, scope: number, by: Statistic | undefined): FlowNumber {
  const { ticks } = meter;
  const read = gapTicks(meter, scope, by);
  return { number: (record) => ticks.ms(read(record)), fractional: ticks.fine };
}

function gapTicks(meter: MeteredFlows, scope: number, by: Statistic | undefined): Read {
  const squares = statistic(meter, scope, GAP_SQUARES);
  const packets = packetsOf(meter, scope);
  if (by === 'min') return statistic(meter, scope, GAP_LEAST);
  if (by === 'max') return statistic(meter, scope, GAP_MOST);
  if (by === 'mean') return statistic(meter, scope, GAP_MEAN);
  return (record) => sampleDeviation(squares(record), packets(record) - 1);
}

function statistic({ records }: MeteredFlows, scope: number, field: number): Read {
  const at = scopeAt(scope) + field;
  return (record) => records.double(record, at);
}

function flags({ records }: MeteredFlows, scope: number, flag: TcpFlag | undefined): Read {
  const bit = TCP_FLAGS.findIndex((name) => name === flag);
  const of = (record: number, direction: number): number => records.word(record, FLAGS + direction * 8 + bit);
  return (record) => (scope === 2 ? 0 : of(record, 0)) + (scope === 1 ? 0 : of(record, 1));
}
