import type { PacketBrief } from './packet-table.ts';
import type { FlowIndex, MatchIndex, Nanoseconds, PacketIndex } from './units.ts';

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
}
