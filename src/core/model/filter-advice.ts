/** Help with writing filters: what may come next, what a pcap-filter means, and the same filter in other languages. */

/** Something that may be written at the caret. */
export interface Completion {
  /** Stands in place of the characters `from` to `to` of the advice. */
  readonly text: string;
  readonly kind: 'field' | 'operator' | 'value' | 'word';
  /** A few words beside it. */
  readonly note: string;
}

/** The same packets in another tool's language; or which part of the filter has no words there. */
export type Equivalent =
  | {
      readonly text: string;
      /** For which packets the two may differ; undefined: for none. */
      readonly unlike?: string;
    }
  | { readonly missing: string };

export interface FilterEquivalents {
  /** Wireshark's display filter. */
  readonly display: Equivalent;
  /** libpcap's capture filter. */
  readonly pcap: Equivalent;
}

export interface FilterAdvice {
  /** The characters that a completion replaces. */
  readonly from: number;
  readonly to: number;
  readonly completions: readonly Completion[];
  /** What each pcap-filter in it keeps, a sentence each. */
  readonly explanations: readonly string[];
  /** undefined for an empty filter and for one that cannot be read. */
  readonly equivalents?: FilterEquivalents;
  /** The same with its plain words looked for in Info and all bytes, too; undefined if it has none, or they cannot be. */
  readonly wider?: string;
  /** The same with them looked for in all columns, shown or not; and in the layers of packets. */
  readonly widerColumns?: string;
  readonly widerLayers?: string;
  /** What it has to read before it can answer; undefined: nothing, all is in memory. */
  readonly reading?: FilterReading;
}

/** What a filter reads once, in the background; then it is kept. */
export interface FilterReading {
  /** Ids of decoded fields whose values are not known yet, `info` and `frame` among them. */
  readonly fields: readonly string[];
  /** pcap-filters that have not looked at every packet. */
  readonly expressions: number;
  /** Captured bytes that are read. */
  readonly bytes: number;
}

/** How many packets a filter has looked at. */
export interface FilterProgress {
  readonly done: number;
  readonly total: number;
}
