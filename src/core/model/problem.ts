import type { PacketIndex } from './units.ts';

/** What can be wrong with a record while the rest of the capture stays usable. */
export type ProblemCode =
  /** The file ends inside a record; `facts`: bytes wanted, bytes there. Reading stops here. */
  | 'cut-record'
  /** A record claims an absurd length; `facts`: length claimed, largest believed. Reading stops here. */
  | 'absurd-length'
  /** A pcapng block whose two lengths differ, or whose length is no multiple of four; `facts`: first, second. Reading stops. */
  | 'bad-block'
  /** A packet block too short for the packet that it claims; skipped. `facts`: length claimed, room there. */
  | 'bad-packet'
  /** A packet block names an interface that was not described; `facts`: interface, interfaces known. */
  | 'unknown-interface'
  /** A link type that has no decoder; `facts`: link type number. Once per interface; its packets are kept. */
  | 'unknown-link-type'
  /** Compressed data that cannot be inflated further. Reading stops here. */
  | 'broken-compression'
  /** The browser or the system gives no more bytes of the file. Reading stops here. */
  | 'unreadable'
  /** Damage, after which reading went on at the next sound record; `facts`: bytes skipped. */
  | 'skipped-bytes'
  /** One of several files could not be read at all; CaptureFile.failure says why. The others stay. */
  | 'refused-file'
  /** A record whose captured length exceeds its length on the wire; kept; `facts`: captured, on the wire. */
  | 'captured-over-wire';

/** Codes after which nothing more of the capture is read. */
export const ENDING_PROBLEMS: readonly ProblemCode[] = [
  'cut-record',
  'absurd-length',
  'bad-block',
  'broken-compression',
  'unreadable',
];

/** One problem. `file`: row of CaptureSummary.files; `offset`: byte in it (inflated); `packet`: packets before it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: number;
  readonly offset: number;
  readonly packet: PacketIndex;
  readonly facts: readonly number[];
}
