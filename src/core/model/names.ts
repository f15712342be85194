import type { Nanoseconds, PacketIndex } from './units.ts';

/** Where in a capture a name of an address was said. */
export type NameSource = 'dns' | 'tls' | 'http' | 'mdns' | 'dhcp' | 'nbns' | 'certificate' | 'ptr' | 'llmnr' | 'file';

/** One name of one address, as the capture has it. Times are nanoseconds since the first packet. */
export interface NameRecord {
  readonly address: string;
  /** In lower case and without the final dot; names of a file as they stand there. */
  readonly name: string;
  readonly source: NameSource;
  /** The address to which it was told; "" for names that were told to everybody. */
  readonly client: string;
  readonly firstNs: Nanoseconds;
  /** Until then it holds; Infinity without an end. */
  readonly lastNs: Nanoseconds;
  /** The packet that says it; -1 for name records of a file. */
  readonly packet: PacketIndex;
  /** The aliases between the name that was asked for and the address (CNAME), in their order. */
  readonly chain: readonly string[];
  /** The client offered Encrypted Client Hello: the name may be that of a front, not of the site. */
  readonly outer?: true;
  /** Of a name in a certificate: since when and until when it holds, as it says itself. */
  readonly certified?: { readonly from: string; readonly to: string };
}

/** How a name stands at a time: in force, run out before, or said only after. */
export type NameState = 'valid' | 'stale' | 'later';

/** A name chosen for an address, with all that a person needs to believe it or not. */
export interface ToldName extends NameRecord {
  readonly state: NameState;
  /** It was told to another client than the one at hand. */
  readonly ofOther: boolean;
  /** Different names of the address in the whole capture. */
  readonly names: number;
}

/** A name that was asked for. */
export interface AskedName {
  readonly name: string;
  /** Packets that ask for it. */
  readonly questions: number;
  /** Different addresses that ask. */
  readonly clients: number;
}

/** What the search for names has found. */
export interface NamesFound {
  /** Different pairs of address and name. */
  readonly names: number;
  /** Addresses that have any. */
  readonly addresses: number;
  /** Names in questions to DNS servers, most asked first, and how many different ones there are. */
  readonly asked: { readonly items: readonly AskedName[]; readonly total: number };
  /** Names that found no room. */
  readonly omitted: number;
  /** Packets that were read for it, of those that may hold names. */
  readonly reach: { readonly looked: number; readonly of: number };
}

/** Names of the ends of flows (0 source, 1 destination), as columns read them: numbers of texts, -1 without a name. */
export interface EndNames {
  /** No end has a name. */
  readonly isEmpty: boolean;
  code(flow: number, end: 0 | 1): number;
  /** Of an interned address that is the end of no flow. */
  codeOfAddress(id: number): number;
  /** Number of texts. */
  size(): number;
  text(code: number): string;
}
