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

/** Records per chunk, as a power of two: record i is in chunk i >>> CHUNK_BITS. */
export const CHUNK_BITS = 12;
/** Place within the chunk: i & CHUNK_MASK. */
export const CHUNK_MASK = (1 << CHUNK_BITS) - 1;
/** Bytes of a record: five cache lines of 64. */
export const RECORD_BYTES = 320;

/** Doubles of a record (record i begins at i * DOUBLES). */
export const DOUBLES = RECORD_BYTES / 8;
/** 32-bit words of a record (record i begins at i * WORDS). */
export const WORDS = RECORD_BYTES / 4;

/** Doubles: first and last time, ticks: [direction * 2], [direction * 2 + 1]. Of no meaning without packets. */
export const SEEN = 0;
/** Words: packets, [direction]. */
export const PACKETS = 8;
/** Row of the last packet. */
export const LAST_PACKET = 10;
/** Conversation number * 4, plus 2 if the flow was opened by a packet of direction 1, plus 1 if its source is the
 * conversation's second endpoint. */
export const CONVERSATION = 11;
/** Chain of the SPLT pool, or -1 without SPLT. */
export const SPLT = 12;
/**
 * How far TCP was closed: bit 0 FIN from the source, bit 1 FIN back, bit 2 RST, these three 0 unless `endAtFinRst`; from
 * CONNECTION_BITS on the state of the connection (connection-state.ts).
 */
export const CLOSING = 13;
/** Bits of `CLOSING` beneath the state. */
export const CONNECTION_BITS = 3;
/** The open flow that was created before this one; -1 for the oldest. */
export const OLDER = 14;
/** The open flow that was created after this one; -1 for the newest. */
export const NEWER = 15;

/** Doubles: where a scope's statistics begin: 0 both, 1 source to destination, 2 back. */
export const scopeAt = (scope: number): number => (scope + 1) * 8;
/** Doubles within a scope, 0 until there is a value. Running mean of the sizes, bytes. */
export const SIZE_MEAN = 0;
/** M2 of the sizes: Σ of squared distances from the mean. */
export const SIZE_SQUARES = 1;
/** Running mean of the gaps, ticks: one fewer than packets. */
export const GAP_MEAN = 2;
/** M2 of the gaps. */
export const GAP_SQUARES = 3;
/** Smallest gap, ticks. */
export const GAP_LEAST = 4;
/** Largest gap, ticks. */
export const GAP_MOST = 5;
/** Bytes by the accounting mode; directions only. */
export const BYTES = 6;
/** Words within a scope, [scopeAt(scope) * 2 + …]: smallest size, bytes; directions only. */
export const SIZE_LEAST = 14;
/** Largest size, bytes; directions only. */
export const SIZE_MOST = 15;

/** Words, written once: row of the first packet. */
export const FIRST_PACKET = 28;
/** Number in the order of expiry; -1 while the flow is open. */
export const ID = 29;
/** Why it ended, as `Expiration` of the model has it; 0 while the flow is open. */
export const EXPIRATION = 30;
/** Pair of MAC addresses of the first packet (LinkPairs). */
export const LINK_PAIR = 31;

/** Words: packets with each TCP flag, [direction * 8 + bit number] (FIN is bit 0, CWR bit 7; TCP_FLAGS of the model). */
export const FLAGS = 64;
