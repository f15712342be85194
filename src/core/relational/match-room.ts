import { BitSet } from '../../base/bit-set.ts';
import { MatchTexts } from './match-writer.ts';
import { MOST_MATCHES, MOST_PACKETS, MOST_TEXT } from './match-bounds.ts';
import { UnlistedCounts } from './unlisted.ts';

/** What is kept of one run at most. */
export interface CollectionBounds {
  /** Matches that are listed. */
  readonly matches: number;
  /** Packets of all of them. */
  readonly packets: number;
  /** UTF-16 code units of names and texts of all their fields, each once. */
  readonly text: number;
}

/** What is kept where nobody asks for more. */
export const PAGE_BOUNDS: CollectionBounds = { matches: MOST_MATCHES, packets: MOST_PACKETS, text: MOST_TEXT };

/** The room that all that a run finds is listed in, and what is known of that for which there is none. */
export class MatchRoom {
  readonly texts: MatchTexts;
  readonly unlisted = new UnlistedCounts();
  /** Packets that are in a flow, listed or not. */
  readonly matched = new BitSet();
  private matches: number;
  private packets: number;

  constructor(bounds: CollectionBounds = PAGE_BOUNDS) {
    this.matches = bounds.matches;
    this.packets = bounds.packets;
    this.texts = new MatchTexts(bounds.text);
  }

  /** Takes the room of a match with so many packets; false: there is none. */
  take(packets: number): boolean {
    if (this.matches < 1 || this.packets < packets) return false;
    this.matches -= 1;
    this.packets -= packets;
    return true;
  }
}
