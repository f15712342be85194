import type { Failure } from './failure.ts';
import type { OperatorResults, RunMetering } from './operators.ts';
import type { MatchLine } from './log.ts';
import type { PacketBrief } from './packet-table.ts';
import type { Source } from './record-event.ts';
import type { Traced, TraceRequest } from './trace.ts';
import type { FlowIndex, MatchIndex, Nanoseconds, PacketIndex } from './units.ts';

/** How a run of the user's code goes over a capture. */
export interface RunOptions {
  /** A flow may take one event twice, as in the original relational-stream. */
  readonly doubleTake: boolean;
  /** Packets of the capture: all that are given to the code, and all that its matches can name. */
  readonly packets: number;
  /** Lines of the open log, which are in their place for code over lines; undefined: no log is open. */
  readonly lines?: number | undefined;
  /** Which events it goes over; undefined: those that its definitions say. */
  readonly events?: Source | undefined;
  /** Events in the order of their times; undefined: in that of the file. */
  readonly order?: 'time' | undefined;
  /** The meter in force, for plugins; without it they cannot run. */
  readonly metering?: RunMetering;
  /** What is to be told of its conditions; the run then lists no matches. */
  readonly trace?: TraceRequest;
}

/** A value that the user's class captured, as text, ready to show. */
export interface CapturedField {
  readonly name: string;
  readonly value: string;
  /** The value itself, if it is a number; the text has ten digits of it. */
  readonly number?: number;
}

/**
 * How a flow ended, or that it did not. `cut`: a match, but the capture ended before it had all that it could take; `open`:
 * neither found nor absent when the capture ended; the others: docs/sequences.md.
 */
export const OUTCOMES = [
  'match',
  'cut',
  'open',
  'too-late',
  'forbidden',
  'until',
  'not-next',
  'replaced',
  'superseded',
  'evicted',
  'error',
  'forked',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a flow of a sequence ended, and why. */
export interface MatchEnd {
  readonly outcome: Outcome;
  /** Clock of the stream then: of a packet, or of the deadline that passed. */
  readonly atNs: Nanoseconds;
  /** The packet that ended it; undefined: none did. */
  readonly by?: PacketIndex;
  /** The limit that had passed: of all events, or from one to the next. */
  readonly limit?: 'within' | 'gap';
  /** Names of the steps that it waited for, or of what must not come and came; "" for none. */
  readonly what: string;
}

/** How far the flows of a sequence came. */
export interface Funnel {
  /** Each step, and how many flows took it at least once. */
  readonly steps: readonly { readonly name: string; readonly reached: number }[];
  /** How many flows ended in each way; those that did not occur are left out. */
  readonly ends: readonly { readonly outcome: Outcome; readonly flows: number }[];
}

/** One found sequence, complete or not. */
export interface Match {
  /** Position in MatchSet.classes. */
  readonly flowClass: number;
  readonly complete: boolean;
  /** The packets that it consumed, in order; in compatible mode one may stand twice. */
  readonly packets: readonly PacketIndex[];
  /** Of sequences: the step that took each packet, by its place in the funnel. */
  readonly steps?: readonly number[];
  readonly fields: readonly CapturedField[];
  /** Of sequences; classes tell no more than `complete`. */
  readonly end?: MatchEnd;
}

/** What one class or sequence found. */
export interface ClassResult {
  readonly name: string;
  readonly completed: number;
  readonly incomplete: number;
  /** What its code threw first, with its place, its packet and how much followed. The run goes on without what threw. */
  readonly fault?: Failure;
  /** Of sequences. */
  readonly funnel?: Funnel;
  /** Of what has no key, if it was many: flows that were open at the same time, to all of which each packet was shown. */
  readonly crowd?: number;
}

/** Complete matches that were found and are not listed, packet by packet; both may be shorter than the packets. */
export interface UnlistedMatches {
  /** How many of them begin with each packet. */
  readonly begins: Uint32Array<ArrayBuffer>;
  /** How many of them have each packet as the first one of its flow: the sum over a flow's packets is its number of them. */
  readonly flows: Uint32Array<ArrayBuffer>;
}

/**
 * Matches as columns, also on the way between threads: about 80 bytes for one of three packets and three numbers. `…End` columns
 * say where each match's part of the column before ends (it begins where the one before ends).
 */
export interface MatchColumns {
  /** Position in MatchSet.classes. */
  readonly flowClass: Uint16Array<ArrayBuffer>;
  /** 1 or 0. */
  readonly complete: Uint8Array<ArrayBuffer>;
  readonly packets: Int32Array<ArrayBuffer>;
  readonly packetEnd: Int32Array<ArrayBuffer>;
  /** Parallel to `packets`: the step, and one more; 0: none is told. */
  readonly step: Uint8Array<ArrayBuffer>;
  /** Names of fields, and of what was waited for, each once. */
  readonly names: readonly string[];
  /** Texts of fields, each once. */
  readonly texts: readonly string[];
  /** Twice the position in `names`; and one more if the value is a text. */
  readonly fieldName: Int32Array<ArrayBuffer>;
  /** The value, or its position in `texts`. */
  readonly fieldValue: Float64Array<ArrayBuffer>;
  readonly fieldEnd: Int32Array<ArrayBuffer>;
  /** Place in OUTCOMES, and one more; 0: a class tells none. The next four are of matches that have one. */
  readonly outcome: Uint8Array<ArrayBuffer>;
  /** 0: none, 1: within, 2: gap. */
  readonly limit: Uint8Array<ArrayBuffer>;
  readonly atNs: Float64Array<ArrayBuffer>;
  /** PacketIndex; -1: none. */
  readonly by: Int32Array<ArrayBuffer>;
  /** Position in `names`. */
  readonly what: Int32Array<ArrayBuffer>;
}

/** Listed matches: objects are made of their columns one at a time. */
export interface MatchList extends Iterable<Match> {
  readonly length: number;
  readonly columns: MatchColumns;
  /** undefined: there is no such row. */
  get(row: number): Match | undefined;
  /** The packets of a row that exists. */
  packetsOf(row: number): Int32Array;
}

/** What one run over a capture found. Completed matches stand first, in order of completion, class by class. */
export interface MatchSet {
  /** Class names in the order of the module's exports. */
  readonly classes: readonly ClassResult[];
  readonly matches: MatchList;
  /** Matches left out because there were more than the cap, by class. */
  readonly omitted: readonly number[];
  /** Complete ones among them; undefined: there are none. */
  readonly unlisted?: UnlistedMatches;
  /** A bit for each packet that is in a match, also in those that are left out; undefined: those of `matches` are all. */
  readonly matched?: Uint32Array<ArrayBuffer>;
  /** What was to be told of its conditions. */
  readonly traced?: Traced;
  /** Names of what was not run, since it wants other events. */
  readonly leftOut?: readonly string[];
}

/** A match set for the way between threads. */
export interface PackedMatches extends MatchColumns {
  readonly classes: MatchSet['classes'];
  readonly traced?: Traced;
  readonly leftOut?: readonly string[];
  readonly omitted: readonly number[];
  /** A bit for each packet that is in a match, listed or not; may be shorter than the packets. */
  readonly matched: Uint32Array<ArrayBuffer>;
  /** As in UnlistedMatches; empty: there are none. */
  readonly unlistedBegins: Uint32Array<ArrayBuffer>;
  readonly unlistedFlows: Uint32Array<ArrayBuffer>;
}

/** What a run of the person's code brings back: matches, and of code with operators what these left behind. */
export interface RunFound extends PackedMatches {
  /** Its events were lines of the open log: what stands in the place of packets are lines. */
  readonly isOverLines?: boolean;
  readonly operators?: OperatorResults;
}

/** One match drawn out: events, and other packets of the same flows between them. */
export interface MatchDetail {
  readonly match: MatchIndex;
  /** Position in MatchSet.classes. */
  readonly flowClass: number;
  readonly className: string;
  readonly complete: boolean;
  readonly end?: MatchEnd;
  readonly fields: readonly CapturedField[];
  readonly events: readonly PacketBrief[];
  /** Of a match over lines: its lines, in place of events, the first 10,000, and how many it has. */
  readonly lines?: readonly MatchLine[];
  readonly lineCount?: number;
  /** Packets of the same flows from the first event to the last, events left out, in order; at most 500. */
  readonly others: readonly PacketBrief[];
  readonly othersOmitted: number;
  readonly flows: readonly FlowIndex[];
  readonly firstNs: Nanoseconds;
  readonly lastNs: Nanoseconds;
  /** Why infos of packets are empty: their bytes cannot be had. */
  readonly unread?: Failure;
}
