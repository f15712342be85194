import type { PacketIndex } from './units.ts';

/** What can be wrong with a record while the rest of the capture stays usable. */
export type ProblemCode =
  /** The file ends inside a record; `facts`: bytes wanted, bytes there. Reading stops here. */
  | 'cut-record'
  /** A record claims an absurd length; `facts`: length claimed, largest believed. Reading stops here. */
  | 'absurd-length'
  /** A pcapng block whose two lengths differ, or whose length is too small; `facts`: first, second. Reading stops. */
  | 'bad-block'
  /** A packet block too short for the packet that it claims; skipped. `facts`: length claimed, room there. */
  | 'bad-packet'
  /** A packet block names an interface that was not described; `facts`: interface, interfaces known. */
  | 'unknown-interface'
  /** A link type that has no decoder; `facts`: link type number. Once per interface; its packets are kept. */
  | 'unknown-link-type'
  /** Compressed data that cannot be inflated further. Reading stops here. */
  | 'broken-compression'
  /**
   * Inflated bytes whose checksum, or number, is not the one in the file: some of them, and so of the packets in them, are
   * not what was written. All were kept. `offset`: the first of these bytes; `facts`: how many. `packet`: the first packet
   * that may be wrong, or one before it.
   */
  | 'wrong-checksum'
  /** The browser or the system gives no more bytes of the file. Reading stops here. */
  | 'unreadable'
  /** Damage, after which reading went on at the next sound record; `facts`: bytes skipped. */
  | 'skipped-bytes'
  /** One of several files could not be read at all; CaptureFile.failure says why. The others stay. */
  | 'refused-file'
  /** Reading ended before the tables took more memory than they may; `facts`: bytes taken, most bytes. */
  | 'memory-full'
  /** Comments, names or other notes that were more than is kept; `facts`: how many were left out. */
  | 'left-out'
  /** Interfaces beyond so many are not described: their packets are left out; `facts`: how many are. Once per file. */
  | 'too-many-interfaces'
  /** A pcapng section of a version that is not known, read as if it were 1.0; `facts`: major, minor. */
  | 'unknown-version'
  /** A record whose length is less than its packet's with its head; `facts`: length claimed, length needed. Reading stops. */
  | 'short-record'
  /** A packet whose own hash, which a pcapng file may hold, does not fit its bytes; kept. `packet` counts it. */
  | 'wrong-hash'
  /** A packet that the capturing interface says it received damaged; kept. `packet` counts it. */
  | 'received-damaged'
  /** A record whose captured length exceeds its length on the wire; kept; `facts`: captured, on the wire. */
  | 'captured-over-wire';

/** Codes after which nothing more of the capture is read. */
export const ENDING_PROBLEMS: readonly ProblemCode[] = [
  'cut-record',
  'absurd-length',
  'bad-block',
  'short-record',
  'memory-full',
  'broken-compression',
  'unreadable',
];

/** Codes that say that packets are missing or may be wrong. They are kept however many other problems there are. */
export const SERIOUS_PROBLEMS: readonly ProblemCode[] = [
  ...ENDING_PROBLEMS,
  'wrong-checksum',
  'wrong-hash',
  'too-many-interfaces',
];

/** One problem. `file`: row of CaptureSummary.files; `offset`: byte in it (inflated); `packet`: packets before it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: number;
  readonly offset: number;
  readonly packet: PacketIndex;
  readonly facts: readonly number[];
}
