import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { short } from '../../../base/bytes.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';
import { WifiQuirk } from '../../protocols/headers/wifi-quirk.ts';

const GTP_VERSION_1 = 0x30;
const T_PDU = 0xff;
const ETHERNET = 1;
const WIFI = 18;

/**
 * GTP-U (3GPP TS 29.281 section 5): version 1, protocol type GTP, a T-PDU; four more bytes if any of E, S and PN is set,
 * then extension headers of 4-byte units while their last byte names another one. Ethernet inside is not told apart.
 */
export const readGtp: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if ((bytes[at] & 0xf0) !== GTP_VERSION_1 || bytes[at + 1] !== T_PDU) return FlowlessReason.NotIp;
  next.cut(at + 8 + short(bytes, at + 2));
  let inside = at + 8;
  if ((bytes[at] & 7) !== 0) inside += 4;
  if ((bytes[at] & 4) !== 0) inside = afterExtensions(bytes, inside, end);
  return next.into(TunnelId.GtpU, By.IpVersion, 0, inside);
};

/** The byte before an extension header names it; 0: none. */
function afterExtensions(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at - 1] !== 0) {
    if (bytes[at] === 0) return end;
    at += bytes[at] * 4;
  }
  return at;
}

/**
 * CAPWAP data (RFC 5415 section 4.3): header length in 4-byte units; flag T: an 802.11 frame, else Ethernet; later
 * fragments are not followed. Some access points swap the bytes of the 802.11 frame control.
 */
export const readCapwap: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  const encrypted = (bytes[at] & 15) !== 0;
  const laterFragment = (bytes[at + 3] & 0x80) !== 0 && (short(bytes, at + 6) & 0xfff8) !== 0;
  if (encrypted || laterFragment) return FlowlessReason.NotIp;
  const inside = at + (bytes[at + 1] >> 3) * 4;
  const wifi = (bytes[at + 2] & 1) === 1;
  if (inside < at + 8) return FlowlessReason.BadTunnel;
  return next.into(TunnelId.Capwap, wifi ? By.Wifi : By.Ethernet, WifiQuirk.EitherOrder, inside);
};

/** TZSP: version 1, type received or transmitted, what is carried, then tags up to the end tag. */
export const readTzsp: HeaderReader = (bytes, at, end, next) => {
  if (at + 5 > end) return FlowlessReason.TooShort;
  if (bytes[at] !== 1 || bytes[at + 1] > 1) return FlowlessReason.NotIp;
  const carried = short(bytes, at + 2);
  const inside = afterTags(bytes, at + 4, end);
  if (carried === ETHERNET) return next.into(TunnelId.Tzsp, By.Ethernet, 0, inside);
  return carried === WIFI ? next.into(TunnelId.Tzsp, By.Wifi, 0, inside) : FlowlessReason.NotIp;
};

/** Tag 0 is padding and tag 1 the end, both without a length. */
function afterTags(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at + 1 < end && bytes[at] !== 1) at += bytes[at] === 0 ? 1 : 2 + bytes[at + 1];
  return at + 1;
}
