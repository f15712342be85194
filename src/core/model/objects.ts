import type { PacketIndex } from './units.ts';
import type { Way } from './stream.ts';

/** How an object passed. MIME: a part of a mail, or of a body of HTTP. */
export const OBJECT_PROTOCOLS = ['HTTP', 'MIME', 'SMTP', 'POP3', 'IMAP', 'TFTP', 'FTP', 'SMB'] as const;
export type ObjectProtocol = (typeof OBJECT_PROTOCOLS)[number];

/**
 * Why an object is not whole, or not known to be. `missing`: bytes are missing; `cut`: the flow ends before it; `open`: it lasts until the
 * connection is closed, which was not seen; `broken`: chunks or blocks that are none; `damaged`: its compression is; `too-large`: it
 * is more than is unpacked; `packed`: its coding is not known, or it is no data of it: the bytes are those that were sent.
 */
export type ObjectTrouble = 'missing' | 'cut' | 'open' | 'broken' | 'damaged' | 'too-large' | 'packed';

/** What is known of an object before its bytes. */
export interface ObjectHead {
  readonly protocol: ObjectProtocol;
  /** As the sender calls it, without a path; empty: not at all. At most 255 characters. */
  readonly name: string;
  /** Media type that the sender claims, lower case, without parameters; empty: none. */
  readonly type: string;
  /** The packet with which its message begins, and the direction in which it passed. */
  readonly packet: PacketIndex;
  readonly way: Way;
}

/** How an object ended. */
export interface ObjectEnd {
  /** Undefined: it is whole. */
  readonly trouble?: ObjectTrouble;
  /** Bytes known to be missing in it. */
  readonly missing: number;
}

/** An object that was found. */
export interface FoundObject extends ObjectHead, ObjectEnd {
  /** Its number among the objects that its flow's reader gives, from 0. */
  readonly key: number;
  /** Bytes that are there. */
  readonly size: number;
  /** Type by its first bytes; empty: not told. */
  readonly content: string;
  /** Of the bytes that are there, hex. */
  readonly sha256: string;
}

/** What was looked for and found. */
export interface ObjectsFound {
  readonly objects: number;
  /** Flows that look as if they held some, all of which were read. */
  readonly flows: number;
  /** Objects beyond those that the table has room for. */
  readonly omitted: number;
}

/** What was saved: one object as it is, or several in an archive (tar). */
export interface SavedObjects {
  /** A name that does no harm in any folder, of one object; undefined: an archive. */
  readonly ownName?: string;
  readonly objects: number;
  /** How many of them are not whole. */
  readonly incomplete: number;
}
