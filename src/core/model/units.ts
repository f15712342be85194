/**
 * Row numbers and units. Plain numbers with telling names: a row is a number, a table is columns plus a length.
 * Missing is `-1` in columns and `undefined` in objects.
 */

/** Row of the packet table, counted from 0 in file order. The page shows it plus one, as every packet tool does. */
export type PacketIndex = number;
/** Row of the flow table in order of creation. -1: no flow. */
export type FlowIndex = number;
/** Row of the match table. */
export type MatchIndex = number;
/** Number of an interned address (see AddressTable). -1: none. */
export type AddressId = number;
/** Nanoseconds since the capture's first packet. Negative when a packet is older than the first one. */
export type Nanoseconds = number;
/** A number of bytes. */
export type Bytes = number;

/** The value that stands for "nothing" in every integer column. */
export const NONE = -1;
