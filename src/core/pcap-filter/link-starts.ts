import { AVS, PPI, PRISM, RADIOTAP } from '../model/link-types.ts';
import type { PacketBytes } from './packet-bytes.ts';
import type { Place } from './place.ts';
import { read } from './place.ts';
import type { Reading } from './test.ts';

/** What stands before an 802.11 header, and where the payload behind headers of variable length begins. */

/** Prism captures may have an AVS header instead, told by its magic; else the header has 144 bytes. */
const AVS_MAGIC = 0x80211000;
const AVS_MAGIC_MASK = 0xfffff000;
const PRISM_LENGTH = 144;

/** Frame control byte 0 (IEEE 802.11, 9.2.4.1): a data frame, a control or reserved one, a subtype with QoS. */
const DATA = 0x08;
const NOT_DATA = 0x04;
const WITH_QOS = 0x80;
const WIFI_HEADER = 24;

/** First word of radiotap's `it_present`, as it stands in the file: TSFT, flags, another word follows (radiotap.org). */
const TSFT_PRESENT = 0x01000000;
const FLAGS_PRESENT = 0x02000000;
const MORE_PRESENT = 0x80;
/** Radiotap flag: the header is padded to a multiple of four. */
const PADDED = 0x20;

/** PPI's data link type for 802.11, little-endian. */
const PPI_80211 = 0x69000000;

const READ_PREFIX: ReadonlyMap<number, Reading> = new Map<number, Reading>([
  [PRISM, (packet) => (hasAvsMagic(packet) ? packet.read(4, 4) : PRISM_LENGTH)],
  [RADIOTAP, littleEndianLength],
  [AVS, (packet) => packet.read(4, 4)],
  [PPI, littleEndianLength],
]);

/** Length of what stands before the 802.11 header; undefined if nothing does. */
export function wifiPrefix(linkType: number): Reading | undefined {
  return READ_PREFIX.get(linkType);
}

/** True for the link types whose radio header `radio[…]` reads. */
export function hasRadioHeader(linkType: number): boolean {
  return linkType === PRISM || linkType === RADIOTAP || linkType === AVS;
}

/** PPI frames of other kinds pass no filter. */
export function isPpiOf80211(packet: PacketBytes): boolean {
  return packet.read(4, 4) === PPI_80211;
}

/** The LLC header: behind 24 bytes, 26 with QoS, padded if radiotap says so. */
export function findWifiPayload(header: Place, linkType: number): Reading {
  const control = read(header, 1);
  const { slot } = header;
  return (packet) => {
    const plain = (slot < 0 ? 0 : packet.slots[slot]) + WIFI_HEADER;
    const first = control(packet);
    if ((first & DATA) === 0 || (first & NOT_DATA) !== 0) return plain;
    const length = (first & WITH_QOS) !== 0 ? plain + 2 : plain;
    return linkType === RADIOTAP && isPadded(packet) ? (length + 3) & ~3 : length;
  };
}

/** A pf log header has its length in its first byte, and is padded to a multiple of four. */
export function findPflogPayload(packet: PacketBytes): number {
  return (packet.read(0, 1) + 3) & ~3;
}

/** As libpcap, which looks no further than the first word of radiotap's fields. */
function isPadded(packet: PacketBytes): boolean {
  const present = packet.read(4, 4);
  if ((present & FLAGS_PRESENT) === 0 || (present & MORE_PRESENT) !== 0) return false;
  return (packet.read((present & TSFT_PRESENT) !== 0 ? 16 : 8, 1) & PADDED) !== 0;
}

function hasAvsMagic(packet: PacketBytes): boolean {
  return (packet.read(0, 4) & AVS_MAGIC_MASK) >>> 0 === AVS_MAGIC;
}

function littleEndianLength(packet: PacketBytes): number {
  return (packet.read(3, 1) << 8) | packet.read(2, 1);
}
