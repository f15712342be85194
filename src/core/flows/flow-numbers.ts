import { sampleDeviation } from '../../base/moments.ts';
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

/** Names of NFStream's scopes: 0 both directions, 1 source to destination, 2 back. */
const SCOPES = ['bidirectional', 'src2dst', 'dst2src'] as const;
/** TCP flag names by bit number. */
const FLAG_BITS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];

/** Times, packets, bytes and the 48 statistics by column id. Rows are record numbers. */
export function flowNumbers(meter: MeteredFlows): [string, FlowNumber][] {
  return SCOPES.flatMap((name, scope): [string, FlowNumber][] => [
    ...times(meter, name, scope),
    [`${name}_packets`, { number: packetsOf(meter, scope) }],
    [`${name}_bytes`, { number: bytesOf(meter, scope) }],
    ...sizes(meter, name, scope),
    ...gaps(meter, name, scope),
    ...flags(meter, name, scope),
  ]);
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

/** First and last time of a scope and what lies between; all 0 for a direction without packets. */
function times(meter: MeteredFlows, name: string, scope: number): [string, FlowNumber][] {
  const { ticks } = meter;
  const packets = packetsOf(meter, scope);
  const { first, last } = spanOf(meter, scope);
  const epoch = (at: Read): FlowNumber => ({
    number: (record) => (packets(record) === 0 ? 0 : ticks.epochMs(at(record))),
    fractional: ticks.fine,
    ...(ticks.inexact && { exact: (record) => (packets(record) === 0 ? '0' : ticks.exactEpochMs(at(record))) }),
  });
  return [
    [`${name}_first_seen_ms`, epoch(first)],
    [`${name}_last_seen_ms`, epoch(last)],
    [
      `${name}_duration_ms`,
      {
        number: (record) => (packets(record) === 0 ? 0 : ticks.ms(last(record) - first(record))),
        fractional: ticks.fine,
      },
    ],
  ];
}

function sizes(meter: MeteredFlows, name: string, scope: number): [string, FlowNumber][] {
  const { records } = meter;
  const packets = packetsOf(meter, scope);
  const double =
    (field: number): Read =>
    (record) =>
      records.double(record, scopeAt(scope) + field);
  const squares = double(SIZE_SQUARES);
  return [
    [`${name}_min_ps`, { number: sizeRange(meter, scope, SIZE_LEAST, Math.min) }],
    [`${name}_mean_ps`, { number: double(SIZE_MEAN) }],
    [`${name}_stddev_ps`, { number: (record) => sampleDeviation(squares(record), packets(record)) }],
    [`${name}_max_ps`, { number: sizeRange(meter, scope, SIZE_MOST, Math.max) }],
  ];
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

function gaps(meter: MeteredFlows, name: string, scope: number): [string, FlowNumber][] {
  const { records, ticks } = meter;
  const packets = packetsOf(meter, scope);
  const double =
    (field: number): Read =>
    (record) =>
      records.double(record, scopeAt(scope) + field);
  const milliseconds = (read: Read): FlowNumber => ({
    number: (record) => ticks.ms(read(record)),
    fractional: ticks.fine,
  });
  const squares = double(GAP_SQUARES);
  return [
    [`${name}_min_piat_ms`, milliseconds(double(GAP_LEAST))],
    [`${name}_mean_piat_ms`, milliseconds(double(GAP_MEAN))],
    [`${name}_stddev_piat_ms`, milliseconds((record) => sampleDeviation(squares(record), packets(record) - 1))],
    [`${name}_max_piat_ms`, milliseconds(double(GAP_MOST))],
  ];
}

function flags({ records }: MeteredFlows, name: string, scope: number): [string, FlowNumber][] {
  const of = (record: number, direction: number, bit: number): number =>
    records.word(record, FLAGS + direction * 8 + bit);
  return FLAG_BITS.map((flag, bit) => [
    `${name}_${flag}_packets`,
    {
      number: (record) => (scope === 2 ? 0 : of(record, 0, bit)) + (scope === 1 ? 0 : of(record, 1, bit)),
    },
  ]);
}
