import type { BinStretch } from './question.ts';

/** What packets are told apart by: what their flow is, or the protocol of IP (of packets in no flow what they are instead). */
export type KindKey = 'application' | 'protocol';

/** Counts over time by kinds of packets. */
export interface ProtocolBinsRequest {
  readonly by: KindKey;
  /** Which kinds are the largest. */
  readonly unit: 'packets' | 'bytes';
  /** Kinds told apart; all others are one. */
  readonly most: number;
  /** Rising, without overlap. */
  readonly stretches: readonly BinStretch[];
}

/** Packets of one kind in the bins of all stretches. */
export interface KindBins {
  /** The text of `column`; "" where a flow has none. */
  readonly name: string;
  /** The column that the name is a text of, and its table. */
  readonly column: string;
  readonly table: 'flows' | 'packets';
  readonly packets: Float64Array;
  /** Bytes on the wire. */
  readonly bytes: Float64Array;
}

/** The answer: the largest kind first. */
export interface ProtocolBins {
  readonly request: ProtocolBinsRequest;
  readonly kinds: readonly KindBins[];
  /** Those that are not told apart, together; absent: there are none. `kinds`: how many. */
  readonly others?: { readonly kinds: number; readonly packets: Float64Array; readonly bytes: Float64Array };
}
