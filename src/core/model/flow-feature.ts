import type { TcpFlag } from './tcp-flags.ts';

/** NFStream's scopes of a flow feature: both directions together, source to destination, back. Ids begin with them. */
export type Scope = 'bidirectional' | 'src2dst' | 'dst2src';
/** In the order of NFStream's columns; code that counts scopes has 0, 1 and 2 for them. */
export const SCOPES: readonly Scope[] = ['bidirectional', 'src2dst', 'dst2src'];
/** The scopes of what has a meaning in one direction only. */
export const DIRECTIONS: readonly Scope[] = ['src2dst', 'dst2src'];

/**
 * What a column of flows is, as data: who explains it, groups it or tells how other tools count it asks this, and never
 * takes the column's id apart. Made with the id (`flowColumn` of describe-column.ts).
 */
export interface FlowFeature {
  /** Whose packets it is over; undefined: one value for the flow, whose id is the name alone. */
  readonly scope?: Scope;
  /** The id without its scope: the same for columns that differ in scope alone. */
  readonly name: string;
  readonly of: Measured;
  /** How one value comes of those of all packets; undefined for what is read and not put together. */
  readonly by?: Statistic;
  /** For names of an end: which one. */
  readonly end?: 'source' | 'destination';
  /** For counts of a TCP flag: which one. */
  readonly flag?: TcpFlag;
}

/** What is looked at. */
export type Measured =
  | 'number' // of the flow, in the order of starts or ends
  | 'ending' // why it ended
  | 'address' // IP address of an end
  | 'port' // port of an end
  | 'mac' // link address of an end in the first packet
  | 'oui' // the maker's part of that
  | 'key' // another part of the flow's key
  | 'tunnel' // the innermost tunnel
  | 'hash' // a digest of the key
  | 'service' // what the ports stand for
  | 'application' // what was said, by the content of the first packets
  | 'host-name' // what the capture calls an end
  | 'state' // how far a connection came
  | 'tag' // words about the flow, from its other columns
  | 'doubt' // what its packets say against themselves
  | 'time' // points in time
  | 'duration' // from first to last packet
  | 'packets' // packets, all or those of some kind
  | 'flag' // packets with a TCP flag
  | 'bytes' // bytes, by the accounting mode or another measure
  | 'size' // sizes of packets by the accounting mode
  | 'gap' // gaps between packets
  | 'direction' // which way packets go
  | 'period' // active and idle periods
  | 'ttl' // time to live or hop limit
  | 'window'; // window field of TCP

/** How values become one. */
export type Statistic =
  | 'first'
  | 'last'
  | 'count'
  | 'sum'
  | 'min'
  | 'mean'
  | 'stddev' // of a sample
  | 'max'
  | 'percentile' // by nearest rank
  | 'rate' // by second
  | 'ratio' // of two sums
  | 'list'; // of the first packets, not put together
