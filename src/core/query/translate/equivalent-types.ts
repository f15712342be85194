import type { Comparison } from '../filter/syntax.ts';

/** A term in another language, or which part of the filter has no words there. */
export type Term =
  | {
      readonly text: string;
      /** Packets for which it may differ. */
      readonly unlike: readonly string[];
      /** Needs brackets as an operand. */
      readonly compound?: boolean;
      /** Holds a word of pcap-filter that moves what comes behind it. */
      readonly layered?: boolean;
      /** Has other terms beside it. */
      readonly joined?: boolean;
    }
  | { readonly missing: string };

/** One of the two languages, for one table. */
export interface Dialect {
  readonly name: DialectName;
  comparison(comparison: Comparison): Term;
}

export type DialectName = 'display' | 'pcap';
/** Which end of a packet a column is about. */
export type Role = 'source' | 'destination' | 'either';
