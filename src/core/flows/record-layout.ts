/**
 * Layout of a flow record: 320 bytes, five cache lines, in chunks that never move. A record is touched once per packet,
 * so its fields lie side by side instead of in columns, and what one packet touches lies in four lines: the common one,
 * the one of both directions, that of its own direction, and the TCP flags.
 *
 *   line 0   times, packets, neighbours
 *   line 1   statistics of both directions; what is written once
 *   line 2   statistics from source to destination
 *   line 3   statistics back
 *   line 4   TCP flags
 *
 * Offsets are in elements of the respective view. Times are ticks of the meter's clock (ticks.ts).
 */

/** Records per chunk, and how a record number is split. */
export const CHUNK_BITS = 12;
export const CHUNK_MASK = (1 << CHUNK_BITS) - 1;
export const RECORD_BYTES = 320;

/** Doubles of a record (record i begins at i * DOUBLES). */
export const DOUBLES = RECORD_BYTES / 8;
/** 32-bit words of a record (record i begins at i * WORDS). */
export const WORDS = RECORD_BYTES / 4;

/** Doubles: first and last time, ticks: [direction * 2], [direction * 2 + 1]. */
export const SEEN = 0;
/** Words: packets, [direction]. */
export const PACKETS = 8;
/** Last packet row. */
export const LAST_PACKET = 10;
/** Conversation number * 4, plus 2 if the flow was opened by a packet of direction 1, plus 1 if its source is the
 * conversation's second endpoint. */
export const CONVERSATION = 11;
/** First block of the SPLT pool, or -1. */
export const SPLT = 12;
/** How far TCP was closed: bit 0 FIN from the source, bit 1 FIN back, bit 2 RST. */
export const CLOSING = 13;
/** Neighbours in the list of open flows, in order of creation; -1 at the ends. */
export const OLDER = 14;
export const NEWER = 15;

/** Doubles: where a scope's statistics begin: 0 both, 1 source to destination, 2 back. */
export const scopeAt = (scope: number): number => (scope + 1) * 8;
/** Doubles within a scope: running mean and M2 of the sizes, then of the gaps in ticks; smallest and largest gap. */
export const SIZE_MEAN = 0;
export const SIZE_SQUARES = 1;
export const GAP_MEAN = 2;
export const GAP_SQUARES = 3;
export const GAP_LEAST = 4;
export const GAP_MOST = 5;
/** Bytes by the accounting mode; directions only. */
export const BYTES = 6;
/** Words within a scope: smallest and largest size; directions only. */
export const SIZE_LEAST = 14;
export const SIZE_MOST = 15;

/** Words, written once: first packet row. */
export const FIRST_PACKET = 28;
/** Number in the order of expiry; -1 while the flow is open. */
export const ID = 29;
/** Why it ended, as `Expiration` of the model has it; 0 while the flow is open. */
export const EXPIRATION = 30;
/** Pair of MAC addresses of the first packet (LinkPairs). */
export const LINK_PAIR = 31;

/** Words: packets with each TCP flag, [direction * 8 + bit number] (FIN is bit 0, CWR bit 7). */
export const FLAGS = 64;
