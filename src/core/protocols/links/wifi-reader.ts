/** What the meter reads of an 802.11 frame (IEEE 802.11-2016 section 9.2). */
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader, type Next } from '../headers/next.ts';
import { WifiQuirk } from '../headers/wifi-quirk.ts';

const DATA = 2;
const TO_DS = 1;
const FROM_DS = 2;
const PROTECTED = 0x40;
const ORDER = 0x80;
const QUALITY = 8;
const EMPTY = 4;
const AGGREGATE = 0x80;
/** Destination, source and length of a subframe in an aggregate. */
export const SUBFRAME_HEADER = 14;

/**
 * An 802.11 frame (IEEE 802.11-2016 section 9.2): data that is not protected, not a later fragment and not empty; four
 * addresses, QoS and HT control by its flags; of an aggregate (A-MSDU) the first subframe. `next.number` has WifiQuirk
 * bits.
 */
export const readWifi: HeaderReader = (bytes, at, end, next) => {
  if (at + 24 > end) return FlowlessReason.TooShort;
  const swapped = (next.number & WifiQuirk.EitherOrder) !== 0 && isSwapped(bytes, at);
  const control = bytes[swapped ? at + 1 : at];
  const flags = bytes[swapped ? at : at + 1];
  if (((control >> 2) & 3) !== DATA || (flags & PROTECTED) !== 0) return FlowlessReason.Wifi;
  const subtype = control >> 4;
  const fragment = bytes[swapped ? at + 23 : at + 22] & 15;
  if ((subtype & EMPTY) !== 0 || fragment !== 0) return FlowlessReason.Wifi;
  nameEnds(at, flags, next);
  const system = flags & (TO_DS | FROM_DS);
  const quality = (subtype & QUALITY) !== 0;
  const addresses = system === (TO_DS | FROM_DS) ? 30 : 24;
  const header = addresses + (quality ? 2 : 0) + (quality && (flags & ORDER) !== 0 ? 4 : 0);
  const body = at + ((next.number & WifiQuirk.Padded) !== 0 ? (header + 3) & ~3 : header);
  if (body >= end) return FlowlessReason.TooShort;
  const aggregate = quality && (bytes[at + addresses] & AGGREGATE) !== 0;
  return aggregate ? readSubframe(body, next) : next.to(By.Llc, 0, body);
};

/** The frame of a link type of its own: as on the air. */
export const readBareWifi: HeaderReader = (_bytes, at, _end, next) => next.to(By.Wifi, WifiQuirk.None, at);

/** Whether the two bytes of frame control stand in the other order: only so they are those of a data frame. */
export function isSwapped(bytes: Uint8Array, at: number): boolean {
  return !isPlainData(bytes[at]) && isPlainData(bytes[at + 1]);
}

/** Version 0, type data. */
function isPlainData(control: number): boolean {
  return (control & 15) === 8;
}

/** Which address is which (802.11-2016 table 9-26). */
function nameEnds(at: number, flags: number, { packet }: Next): void {
  const toDs = (flags & TO_DS) !== 0;
  const fromDs = (flags & FROM_DS) !== 0;
  packet.destinationMac = toDs ? at + 16 : at + 4;
  packet.sourceMac = fromDs ? (toDs ? at + 24 : at + 16) : at + 10;
}

/** Destination, source and length, then what a frame of its own would carry. */
function readSubframe(at: number, next: Next): FlowlessReason {
  next.packet.destinationMac = at;
  next.packet.sourceMac = at + 6;
  return next.to(By.Llc, 0, at + SUBFRAME_HEADER);
}
