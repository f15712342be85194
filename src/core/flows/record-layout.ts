/**
 * Layout of a flow record: 320 bytes, five cache lines, in chunks that never move. A record is touched once per packet,
 * so its fields lie side by side instead of in columns. Offsets below are in elements of the respective view.
 * Directions: 0 source to destination, 1 back; statistics scopes: 0 both, 1 source to destination, 2 back.
 */

/** Records per chunk, and how a record number is split. */
export const CHUNK_BITS = 12;
export const CHUNK_MASK = (1 << CHUNK_BITS) - 1;
export const RECORD_BYTES = 320;

/** Doubles of a record (record i begins at i * DOUBLES). */
export const DOUBLES = RECORD_BYTES / 8;
/** First and last time, ms of NFStream's clock: [direction * 2], [direction * 2 + 1]. */
export const SEEN = 0;
/** Bytes by the accounting mode, [direction]. */
export const BYTES = 4;
/** Running mean and M2 of the sizes, [scope * 2], [scope * 2 + 1]. */
export const SIZE_MOMENTS = 6;
/** Running mean and M2 of the gaps in ms, as above. */
export const GAP_MOMENTS = 12;
/** Smallest and largest gap in ms, as above. */
export const GAP_RANGE = 18;

/** 32-bit words of a record (record i begins at i * WORDS); they follow the 24 doubles. */
export const WORDS = RECORD_BYTES / 4;
const FIRST_WORD = 48;
/** Packets, [direction]. */
export const PACKETS = FIRST_WORD;
/** Smallest and largest size, [direction * 2], [direction * 2 + 1]. */
export const SIZE_RANGE = FIRST_WORD + 2;
/** Packets with each TCP flag, [direction * 8 + bit number] (FIN is bit 0, CWR bit 7). */
export const FLAGS = FIRST_WORD + 6;
/** First and last packet row. */
export const FIRST_PACKET = FIRST_WORD + 22;
export const LAST_PACKET = FIRST_WORD + 23;
/** Conversation number * 2, plus 1 if the flow's source is the conversation's second endpoint. */
export const CONVERSATION = FIRST_WORD + 24;
/** Interned MAC addresses of the first packet, or -1. */
export const SOURCE_MAC = FIRST_WORD + 25;
export const DESTINATION_MAC = FIRST_WORD + 26;
/** 0 idle or end of input, 1 active time-out. */
export const EXPIRATION = FIRST_WORD + 27;
/** Number in the order of expiry; -1 while the flow is open. */
export const ID = FIRST_WORD + 28;
/** First block of the SPLT pool, or -1. */
export const SPLT = FIRST_WORD + 29;
/** Neighbours in the list of open flows, in order of creation; -1 at the ends. */
export const OLDER = FIRST_WORD + 30;
export const NEWER = FIRST_WORD + 31;
