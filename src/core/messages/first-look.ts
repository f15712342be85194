import type { GapReason, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { Ends, StreamProtocol } from './stream-reader.ts';

/** Bytes of a direction by which a protocol must be known. */
const MOST_LOOKED = 2048;
/** Pieces of both directions that are kept until it is. */
const MOST_PIECES = 2048;

/** A piece of a direction, or a hole in it. */
export type Piece =
  | { readonly way: Way; readonly packet: PacketIndex; readonly bytes: Uint8Array }
  | { readonly way: Way; readonly packet: PacketIndex; readonly gap: number; readonly why: GapReason };

/** Keeps the beginnings of a connection until a protocol is told by them, or until none will be. */
export class FirstLook {
  readonly pieces: Piece[] = [];
  private readonly begun: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)];

  constructor(
    private readonly protocols: readonly StreamProtocol[],
    private readonly ends: Ends,
  ) {}

  /** The protocol, if it is known now; null: it will not be. */
  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): StreamProtocol | null | undefined {
    const own = new Uint8Array(bytes);
    this.pieces.push({ way, packet, bytes: own });
    const all = joined(this.begun[way], own);
    this.begun[way] = all;
    let mayCome = false;
    for (const protocol of this.protocols) {
      const looks = protocol.looks(all, way, this.ends);
      if (looks === true) return protocol;
      mayCome ||= looks === 'later';
    }
    if (mayCome && all.length < MOST_LOOKED && this.pieces.length < MOST_PIECES) return undefined;
    // The other direction may tell it still, if it has said nothing yet.
    const isFirst = this.begun[1 - way]?.length === 0;
    return isFirst && this.pieces.length < MOST_PIECES && all.length < MOST_LOOKED ? undefined : null;
  }

  /** What comes behind a hole is a beginning, too: of the next message, it may be. */
  gap(way: Way, packet: PacketIndex, length: number, why: GapReason): void {
    this.pieces.push({ way, packet, gap: length, why });
    this.begun[way] = new Uint8Array(0);
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
