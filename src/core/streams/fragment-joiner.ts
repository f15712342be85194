import type { PacketIndex } from '../model/units.ts';

/** A fragment of an IP packet. */
export interface Fragment {
  /** What its packet is known by: source, destination, protocol, identification. */
  readonly key: string;
  readonly packet: PacketIndex;
  /** Capture time, nanoseconds. */
  readonly timeNs: number;
  /** Where it stands in what the packet carries, bytes. */
  readonly at: number;
  /** More fragments follow. */
  readonly isMore: boolean;
  /** What of it was captured; the bytes are the packet's own. */
  readonly bytes: Uint8Array;
  /** Its length by the headers' word. */
  readonly length: number;
}

/** What an IP packet in fragments carried, from its transport header on. */
export interface Joined {
  /** The packet of the capture that has the first fragment. */
  readonly first: PacketIndex;
  /** All others that brought something, rising. */
  readonly others: readonly PacketIndex[];
  /** All of its fragments came. */
  readonly isWhole: boolean;
  /** Up to the first byte that is missing. */
  readonly bytes: Uint8Array;
  /** Bytes by the headers' word; of what is not whole, at least one more than there are. */
  readonly length: number;
}

/** What became of IP packets in fragments. */
export interface FragmentCounts {
  /** Put together. */
  joined: number;
  /** Fragments are missing at the end of the capture, after a minute, or where too much waited. */
  incomplete: number;
  /** Refused: fragments overlap or contradict each other in their lengths. */
  refused: number;
}

/** A packet of which fragments have come. */
interface Open {
  readonly key: string;
  readonly sinceNs: number;
  readonly parts: Fragment[];
  /** Bytes of its parts, and of the whole once the last one is known. */
  have: number;
  total: number | undefined;
  isRefused: boolean;
}

/** How long fragments are waited for (RFC 8200 4.5, RFC 1122 3.3.2), by the time of the capture. */
const MOST_NS = 60e9;
/** What an IP packet carries at most. */
const LARGEST = 65_535;
/** All fragments but the last are multiples of it (RFC 791 3.1). */
const UNIT = 8;
/** Packets and bytes that wait at a time; the oldest is given up first. */
const MOST_OPEN = 1024;
const MOST_BYTES = 8 * 1024 * 1024;
/** Packets that were put together last: what comes again of them is passed over. */
const MOST_DONE = 256;

/**
 * Puts IP packets together from their fragments, which may come in any order (RFC 791 3.2, RFC 8200 4.5). Exact repetitions count once; where
 * fragments overlap the packet is refused (RFC 5722), over IPv4 as well: whose bytes count differs from receiver to receiver.
 */
export class FragmentJoiner {
  readonly counts: FragmentCounts = { joined: 0, incomplete: 0, refused: 0 };
  private readonly open = new Map<string, Open>();
  private readonly done = new Set<string>();
  private held = 0;

  /** @param give takes packets that are whole, and the beginnings of those that will not be */
  constructor(private readonly give: (joined: Joined) => void) {}

  /** Takes the next fragment. */
  add(fragment: Fragment): void {
    this.expire(fragment.timeNs);
    const { key, at, length, isMore } = fragment;
    if (at === 0) this.done.delete(key);
    if (length <= 0 || this.done.has(key)) return;
    const open = this.openOf(key, fragment.timeNs);
    if (open.isRefused || open.parts.some((part) => part.at === at && part.length === length && part.isMore === isMore))
      return;
    if (isImpossible(open, fragment)) return this.refuse(open);
    if (!isMore) open.total = at + length;
    open.parts.push({ ...fragment, bytes: fragment.bytes.slice() });
    open.have += length;
    this.held += fragment.bytes.length;
    if (open.have === open.total) this.complete(open);
    this.makeRoom();
  }

  /** No more fragments come: what is not whole will not be. */
  finish(): void {
    for (const open of this.open.values()) this.giveUp(open);
  }

  private openOf(key: string, sinceNs: number): Open {
    const known = this.open.get(key);
    if (known !== undefined) return known;
    const made = { key, sinceNs, parts: [], have: 0, total: undefined, isRefused: false };
    this.open.set(key, made);
    return made;
  }

  private expire(nowNs: number): void {
    for (const open of this.open.values()) {
      if (nowNs - open.sinceNs <= MOST_NS) return;
      this.giveUp(open);
    }
  }

  private makeRoom(): void {
    for (const open of this.open.values()) {
      if (this.open.size <= MOST_OPEN && this.held <= MOST_BYTES) return;
      this.giveUp(open);
    }
  }

  private refuse(open: Open): void {
    open.isRefused = true;
    this.counts.refused++;
    this.held -= heldBy(open);
    open.parts.length = 0;
  }

  private complete(open: Open): void {
    this.close(open);
    this.counts.joined++;
    this.done.add(open.key);
    if (this.done.size > MOST_DONE) for (const oldest of this.done) if (this.done.delete(oldest)) break;
    this.give(joinedOf(open));
  }

  private giveUp(open: Open): void {
    this.close(open);
    if (open.isRefused) return;
    this.counts.incomplete++;
    if (open.parts.some(({ at }) => at === 0)) this.give(joinedOf(open));
  }

  private close(open: Open): void {
    this.open.delete(open.key);
    this.held -= heldBy(open);
  }
}

const heldBy = ({ parts }: Open): number => parts.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** A fragment that overlaps another, or contradicts what is known of the length. */
function isImpossible({ parts, total }: Open, { at, length, isMore }: Fragment): boolean {
  const end = at + length;
  if (end > LARGEST || (isMore && length % UNIT !== 0)) return true;
  if (total !== undefined && (end > total || !isMore)) return true;
  return parts.some(
    (part) => (at < part.at + part.length && part.at < end) || (!isMore && part.at + part.length > end),
  );
}

function joinedOf({ parts, have, total }: Open): Joined {
  const sorted = parts.toSorted((a, b) => a.at - b.at);
  const bytes = new Uint8Array(sorted.reduce((sum, part) => sum + part.bytes.length, 0));
  let at = 0;
  for (const part of sorted) {
    if (part.at !== at) break;
    bytes.set(part.bytes, at);
    at += part.bytes.length;
    if (part.bytes.length < part.length) break;
  }
  const packets = sorted.map(({ packet }) => packet);
  const first = packets[0];
  return {
    first,
    isWhole: have === total,
    others: [...new Set(packets)].filter((packet) => packet !== first).toSorted((a, b) => a - b),
    bytes: bytes.subarray(0, at),
    length: Math.max(total ?? 0, at + (at === total ? 0 : 1)),
  };
}
