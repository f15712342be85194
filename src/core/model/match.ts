import type { Failure } from './failure.ts';
import type { PacketBrief } from './packet-table.ts';
import type { FlowIndex, MatchIndex, Nanoseconds, PacketIndex } from './units.ts';

/** How a run of the user's code goes over a capture. */
export interface RunOptions {
  /** A flow may take one event twice, as in the original relational-stream. */
  readonly doubleTake: boolean;
  /** Packets of the capture: all that are given to the code, and all that its matches can name. */
  readonly packets: number;
}

/** A value that the user's class captured, as text, ready to show. */
export interface CapturedField {
  readonly name: string;
  readonly value: string;
}

/** One found sequence, complete or not. */
export interface Match {
  /** Position in MatchSet.classes. */
  readonly flowClass: number;
  readonly complete: boolean;
  /** The packets that it consumed, in order; in compatible mode one may stand twice. */
  readonly packets: readonly PacketIndex[];
  readonly fields: readonly CapturedField[];
}

/** What one run over a capture found. Completed matches stand first, in order of completion, class by class. */
export interface MatchSet {
  /** Class names in the order of the module's exports. */
  readonly classes: readonly { readonly name: string; readonly completed: number; readonly incomplete: number }[];
  readonly matches: readonly Match[];
  /** Matches left out because there were more than the cap, by class. */
  readonly omitted: readonly number[];
}

/**
 * A match set as columns, for the way between threads. `…End` columns say where each match's part of the column before
 * ends (it begins where the one before ends); `values` are all texts of fields, one after the other.
 */
export interface PackedMatches {
  readonly classes: MatchSet['classes'];
  readonly omitted: readonly number[];
  readonly flowClass: Int32Array<ArrayBuffer>;
  /** 1 or 0. */
  readonly complete: Uint8Array<ArrayBuffer>;
  readonly packets: Int32Array<ArrayBuffer>;
  readonly packetEnd: Int32Array<ArrayBuffer>;
  /** Names of fields, each once. */
  readonly names: readonly string[];
  /** Position in `names`. */
  readonly fieldName: Int32Array<ArrayBuffer>;
  readonly fieldEnd: Int32Array<ArrayBuffer>;
  readonly values: string;
  /** In UTF-16 code units. */
  readonly valueEnd: Int32Array<ArrayBuffer>;
}

/** One match drawn out: events, and other packets of the same flows between them. */
export interface MatchDetail {
  readonly match: MatchIndex;
  readonly className: string;
  readonly complete: boolean;
  readonly fields: readonly CapturedField[];
  readonly events: readonly PacketBrief[];
  /** Packets of the same flows from the first event to the last, events left out, in order; at most 500. */
  readonly others: readonly PacketBrief[];
  readonly othersOmitted: number;
  readonly flows: readonly FlowIndex[];
  readonly firstNs: Nanoseconds;
  readonly lastNs: Nanoseconds;
  /** Why infos of packets are empty: their bytes cannot be had. */
  readonly unread?: Failure;
}
