import type { Decoding } from './parameters.ts';
import type { PacketIndex } from './units.ts';

/**
 * What a capture says besides its packets: pcapng's options and blocks (draft-ietf-opsawg-pcapng, section 4). Texts are
 * as they stand in the file. `file`: row of CaptureSummary.files.
 */

/** What a pcapng interface description says beyond link type, snaplen and name (section 4.2). */
export interface InterfaceWords {
  readonly description?: string;
  /** Capture filter in the words of the capturing program. */
  readonly filter?: string;
  readonly os?: string;
  readonly hardware?: string;
  /** MAC address with colons. */
  readonly mac?: string;
  /** Bits per second. */
  readonly speed?: number;
  readonly comments?: readonly string[];
  /** libpcap, and so NFStream, sees no more of a packet than the snaplen says (pcap). */
  readonly cutsAtSnaplen?: boolean;
}

/** Counters of an interface (section 4.6); what the capturing program left out is missing. Times are µs since 1970. */
export interface InterfaceStatistics {
  readonly startMicros?: number;
  readonly endMicros?: number;
  readonly received?: number;
  /** Dropped by the interface for want of room. */
  readonly dropped?: number;
  /** Passed the capture filter. */
  readonly accepted?: number;
  /** Dropped by the operating system. */
  readonly osDropped?: number;
  /** Handed to the capturing program. */
  readonly delivered?: number;
}

/** A section header (section 4.1). */
export interface SectionNote {
  readonly hardware?: string;
  readonly os?: string;
  /** The program that wrote the section. */
  readonly application?: string;
  readonly comments: readonly string[];
}

/** One record of a name resolution block (section 4.5): address as text, and its names. */
export interface AddressNames {
  readonly address: string;
  readonly names: readonly string[];
}

/** Secrets that decrypt the packets (section 4.7). */
export interface SecretsNote {
  /** Kind as a number: 0x544c534b TLS key log, 0x5353484b SSH key log, … */
  readonly kind: number;
  /** Bytes of the secrets. */
  readonly bytes: number;
  /** Lines that are neither empty nor a remark, where the kind is made of lines; else 0. */
  readonly lines: number;
  /** The secrets, a character a byte. Kept by the core, never sent to the page. */
  readonly text: string;
}

/** A custom block (section 4.8). */
export interface CustomNote {
  /** Private Enterprise Number of its maker. */
  readonly enterprise: number;
  readonly bytes: number;
  /** What is readable of it; "" if nothing is. */
  readonly text: string;
}

/** What a container reader tells of the capture as it comes by. */
export type CaptureNote =
  | ({ readonly type: 'section' } & SectionNote)
  | { readonly type: 'statistics'; readonly interface: number; readonly statistics: InterfaceStatistics }
  | { readonly type: 'drops'; readonly interface: number; readonly packets: number }
  /** Addresses as bytes: 4 for IPv4, 16 for IPv6, 6 or 8 for MAC. */
  | {
      readonly type: 'names';
      readonly records: readonly { readonly address: Uint8Array; readonly names: readonly string[] }[];
    }
  | ({ readonly type: 'secrets' } & SecretsNote)
  | ({ readonly type: 'custom' } & CustomNote)
  | { readonly type: 'journal'; readonly bytes: number }
  /** Comments of blocks that are neither section, interface nor packet. */
  | { readonly type: 'comments'; readonly comments: readonly string[] }
  /** What the reader itself left out, since one block had too many. */
  | { readonly type: 'left-out'; readonly packetComments: number; readonly others: number };

/** A list of which the first items are given, with long texts cut, and how many there are in all. */
export interface Excerpt<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What is known of a capture besides its packets, as the page and `info` show it. */
export interface CaptureNotes {
  readonly sections: Excerpt<SectionNote>;
  readonly names: Excerpt<AddressNames>;
  readonly secrets: Excerpt<Omit<SecretsNote, 'text'>>;
  readonly custom: Excerpt<CustomNote>;
  readonly packetComments: Excerpt<{ readonly packet: PacketIndex; readonly text: string }>;
  /** Comments of other blocks. */
  readonly comments: Excerpt<string>;
  /** Bytes of systemd journal entries. */
  readonly journalBytes: number;
}

/** Notes of a capture that has none. */
export const NO_NOTES: CaptureNotes = {
  sections: { items: [], total: 0 },
  names: { items: [], total: 0 },
  secrets: { items: [], total: 0 },
  custom: { items: [], total: 0 },
  packetComments: { items: [], total: 0 },
  comments: { items: [], total: 0 },
  journalBytes: 0,
};

/** Name of a kind of secrets (section 4.7); undefined if it is not known. */
export function secretsKindName(kind: number): string | undefined {
  return SECRETS_KINDS.get(kind);
}

const SECRETS_KINDS: ReadonlyMap<number, string> = new Map([
  [0x544c534b, 'TLS key log'],
  [0x5353484b, 'SSH key log'],
  [0x57474b4c, 'WireGuard key log'],
  [0x5a4e574b, 'Zigbee network key'],
  [0x5a415053, 'Zigbee APS key'],
]);

/** What files say of packets and addresses besides their bytes, for columns. */
export interface PacketWords {
  /** Number of the text of a packet's comments; -1 without. */
  commentCode(packet: PacketIndex): number;
  /** Different texts of comments. */
  readonly commentTexts: readonly string[];
  /** Names by the text of the address. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Row of CaptureSummary.files in which an interface was described. */
  fileOfInterface(number: number): number;
  readonly files: readonly { readonly name: string }[];
  /** Which decodings would open packets, a row each choice (CaptureSummary.further). */
  readonly further: readonly { readonly decode: readonly Decoding[] }[];
}
