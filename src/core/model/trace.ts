import type { Nanoseconds, PacketIndex } from './units.ts';

/** What is to be told of a run: of one packet, of one flow of a sequence, or of all that came too late. */
export interface TraceRequest {
  /** Everything that is asked about this packet. */
  readonly packet?: PacketIndex;
  /** Everything that is asked for the flow that took these packets in the end; `flowClass` as in MatchSet. */
  readonly flow?: { readonly flowClass: number; readonly packets: readonly PacketIndex[] };
  /** Which events would have been taken by flows that ended as too late: of these, or of all. */
  readonly late?: 'all';
  /**
   * The run before, over so many packets, has thrown nothing and forgotten no flow, so what packets of other keys did can change no
   * answer: they may be left out. Not with `late`.
   */
  readonly byKey?: number;
}

/** What a condition is of. */
export const TRACE_ROLES = ['key', 'where', 'until', 'start', 'step', 'absence'] as const;
export type TraceRole = (typeof TRACE_ROLES)[number];

/** What was said. `late`, `early`: it was not asked, since a limit had passed, or was not reached. */
export const TRACE_ANSWERS = ['yes', 'no', 'threw', 'late', 'early'] as const;
export type TraceAnswer = (typeof TRACE_ANSWERS)[number];

/** One condition that was asked about one event. */
export interface TraceLine {
  readonly flowClass: number;
  readonly packet: PacketIndex;
  /** Packets that the flow had taken by then, the last 64; none of conditions that are no flow’s. */
  readonly taken: readonly PacketIndex[];
  readonly role: TraceRole;
  /** Of the step or the absence; "" of others. */
  readonly name: string;
  readonly answer: TraceAnswer;
  /** Which fields failed, and how: "dstPort 443, wanted 80"; "" where there is no more to say. */
  readonly why: string;
}

/** The event that a flow would have taken if no limit had held. */
export interface LateAnswer {
  readonly flowClass: number;
  /** What the flow had taken, the last 64. */
  readonly packets: readonly PacketIndex[];
  /** Step that would have taken it. */
  readonly step: string;
  readonly packet: PacketIndex;
  /** How much later than the limit. */
  readonly byNs: Nanoseconds;
}

/** What a run has told. */
export interface Traced {
  readonly lines: readonly TraceLine[];
  /** Lines that there was no room for. */
  readonly omitted: number;
  readonly late: readonly LateAnswer[];
}

/** Fields of a packet that keys are made of and that are known without its bytes; `hosts`: both addresses, whichever way round. */
export const KEY_COLUMNS = ['flow', 'src', 'dst', 'srcPort', 'dstPort', 'protocol', 'hosts'] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];

/** What the packets that a trace needs share with one of them: all columns of one of these lists. */
export interface TraceKeys {
  readonly packet: PacketIndex;
  readonly keys: readonly (readonly KeyColumn[])[];
}
