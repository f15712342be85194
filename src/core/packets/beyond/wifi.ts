import { FlowlessReason } from '../../model/packet-table.ts';
import { word } from '../../../base/bytes.ts';
import { readLlc } from './ethernet.ts';
import { By, type HeaderReader, type Next } from '../../protocols/headers/next.ts';
import { WifiQuirk } from '../../protocols/headers/wifi-quirk.ts';

const DATA = 2;
const TO_DS = 1;
const FROM_DS = 2;
const PROTECTED = 0x40;
const ORDER = 0x80;
const QUALITY = 8;
const EMPTY = 4;
const AGGREGATE = 0x80;
const CHECK_SEQUENCE_BYTES = 4;

/**
 * An 802.11 frame (IEEE 802.11-2016 section 9.2): data that is not protected, not a later fragment and not empty; four
 * addresses, QoS and HT control by its flags; of an aggregate (A-MSDU) the first subframe. `next.number` has WifiQuirk
 * bits.
 */
export const readWifi: HeaderReader = (bytes, at, end, next) => {
  if (at + 24 > end) return FlowlessReason.TooShort;
  const swapped = (next.number & WifiQuirk.EitherOrder) !== 0 && !isPlainData(bytes[at]) && isPlainData(bytes[at + 1]);
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
  return aggregate ? readSubframe(bytes, body, end, next) : readLlc(bytes, body, end, next);
};

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
function readSubframe(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  next.packet.destinationMac = at;
  next.packet.sourceMac = at + 6;
  return readLlc(bytes, at + 14, end, next);
}

const TIME_STAMP = 1;
const FLAGS = 2;
const HAS_CHECK_SEQUENCE = 0x10;
const BAD_CHECK_SEQUENCE = 0x40;
const PADDED = 0x20;

/** Radiotap (radiotap.org): its own length, and of its fields the flags: damaged frames, check sequence, padding. */
export const readRadiotap: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  const inside = at + littleShort(bytes, at + 2);
  if (inside < at + 8 || inside >= end) return FlowlessReason.TooShort;
  const flags = radiotapFlags(bytes, at, inside);
  if ((flags & BAD_CHECK_SEQUENCE) !== 0) return FlowlessReason.Wifi;
  if ((flags & HAS_CHECK_SEQUENCE) !== 0) next.cut(Math.max(inside, end - CHECK_SEQUENCE_BYTES));
  return next.to(By.Wifi, (flags & PADDED) !== 0 ? WifiQuirk.Padded : WifiQuirk.None, inside);
};

/** Bitmaps of 32 bits, the highest of which says that another follows; then a time stamp of 8 bytes, if any; then flags. */
function radiotapFlags(bytes: Uint8Array, start: number, end: number): number {
  const present = bytes[start + 4];
  if ((present & FLAGS) === 0) return 0;
  let at = start + 4;
  while (at + 4 <= end && (bytes[at + 3] & 0x80) !== 0) at += 4;
  at += 4;
  if ((present & TIME_STAMP) !== 0) at = start + Math.ceil((at - start) / 8) * 8 + 8;
  return at < end ? bytes[at] : 0;
}

/** Prism's header states its length after its message code, in the writer's byte order; it may also be AVS's. */
export const readPrism: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if (word(bytes, at) >>> 12 === AVS_MAGIC) return readAvs(bytes, at, end, next);
  const little = littleShort(bytes, at + 4);
  const length = little > 0 ? little : word(bytes, at + 4);
  return length < 8 || length > end - at ? FlowlessReason.TooShort : next.to(By.Wifi, 0, at + length);
};

/** Versions of AVS are 0x80211000 and above. */
const AVS_MAGIC = 0x80211;

/** AVS: version and length, 32 bits each in network order. */
export const readAvs: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  const length = word(bytes, at + 4);
  return length < 8 || length > end - at ? FlowlessReason.TooShort : next.to(By.Wifi, 0, at + length);
};

function littleShort(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}
