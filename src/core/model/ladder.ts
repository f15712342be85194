import type { Failure } from './failure.ts';
import type { PacketBrief } from './packet-table.ts';
import type { Question } from './question.ts';
import type { FlowIndex } from './units.ts';

/** Packets that a ladder gets at once. */
export const LADDER_PAGE = 500;

/** What is drawn: packets that a question keeps, in the order of the capture. */
export interface LadderRequest {
  /** Of packets. With `rows` its order counts, else not. */
  readonly question: Question;
  /** Only those at these positions of the question’s order, both included. */
  readonly rows?: { readonly first: number; readonly last: number };
  /** So many of them come before. */
  readonly from: number;
}

/** A part of what was asked for: at most LADDER_PAGE packets. */
export interface LadderPart {
  readonly packets: readonly PacketBrief[];
  readonly from: number;
  /** Packets that the question keeps, in all. */
  readonly total: number;
  /** Flows whose packets have no notes of TCP, since too many packets came before. */
  readonly unnoted: readonly FlowIndex[];
  /** Why infos are empty: bytes of the file cannot be had. */
  readonly unread?: Failure;
}
