import * as LinkType from '../model/link-types.ts';

/** Bytes that every ERF record begins with. */
export const ERF_RECORD_HEAD = 16;
const EXTENSION = 8;
/** Set in a type if an extension header follows. */
const MORE = 0x80;

/** What a type says of the bytes behind the extension headers: bytes of a header of its own, then the packet. */
interface ErfType {
  readonly ownHeader: number;
  readonly link: 'ethernet' | 'hdlc' | 'ipv4' | 'ipv6' | 'unknown';
}

const ETHERNET: ErfType = { ownHeader: 2, link: 'ethernet' };
const HDLC: ErfType = { ownHeader: 0, link: 'hdlc' };
const CHANNEL_HDLC: ErfType = { ownHeader: 4, link: 'hdlc' };
const CHANNEL: ErfType = { ownHeader: 4, link: 'unknown' };
const OTHER: ErfType = { ownHeader: 0, link: 'unknown' };

/** Types by number; the colour and hash variants have the layout of the plain ones. */
const TYPES: ReadonlyMap<number, ErfType> = new Map([
  [1, HDLC],
  [2, ETHERNET],
  [3, OTHER], // ATM cell
  [4, OTHER], // AAL5 frame
  [5, CHANNEL_HDLC],
  [6, CHANNEL],
  [7, CHANNEL],
  [8, CHANNEL],
  [9, CHANNEL],
  [10, HDLC],
  [11, ETHERNET],
  [12, CHANNEL],
  [15, HDLC],
  [16, ETHERNET],
  [17, CHANNEL_HDLC],
  [18, CHANNEL],
  [19, HDLC],
  [20, ETHERNET],
  [21, OTHER], // InfiniBand
  [22, { ownHeader: 0, link: 'ipv4' }],
  [23, { ownHeader: 0, link: 'ipv6' }],
  [24, OTHER],
  [25, OTHER],
  [27, OTHER], // about the card
  [28, OTHER],
  [29, OTHER],
  [48, OTHER], // padding
]);

const LINK_TYPES = {
  ethernet: LinkType.ETHERNET,
  ipv4: LinkType.IPV4,
  ipv6: LinkType.IPV6,
  unknown: LinkType.UNKNOWN,
} as const;

/** Where the packet begins in a record, and its LINKTYPE. `start` may lie behind the record if its headers lie. */
export function erfRecordLayout(bytes: Uint8Array, at: number, length: number): { start: number; linkType: number } {
  let start = ERF_RECORD_HEAD;
  for (let type = bytes[at + 8]; (type & MORE) !== 0 && start + EXTENSION <= length; start += EXTENSION)
    type = bytes[at + start];
  const { ownHeader, link } = TYPES.get(bytes[at + 8] & 0x7f) ?? OTHER;
  start += ownHeader;
  if (link !== 'hdlc') return { start, linkType: LINK_TYPES[link] };
  // PPP in HDLC framing begins with all stations, unnumbered information (RFC 1662, section 3.1).
  const isPpp = start + 2 <= length && bytes[at + start] === 0xff && bytes[at + start + 1] === 0x03;
  return { start, linkType: isPpp ? LinkType.PPP_HDLC : LinkType.CISCO_HDLC };
}

/** Records in a row that must make sense. */
const CHAIN = 3;
/** Records stand in the order of time, but for different ports of a card, seconds. */
const BACK = 1;
const FORWARD = 366 * 86_400;
/** Bytes behind the packet: padding to eight, and what cards add. */
const PADDING = 64;

/**
 * True if the file can only be ERF, which has no magic: three sound records in a row, or all there are in a short file
 * (`isWhole`), with times that hang together and lengths that agree.
 */
export function isErf(head: Uint8Array, isWhole: boolean): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let before: number | undefined;
  let at = 0;
  for (let sound = 0; sound < CHAIN; sound++) {
    if (at + ERF_RECORD_HEAD > head.length) return sound > 0 && (isWhole || sound > 1);
    if (!isRecordSound(view, head, at, before)) return false;
    before = view.getUint32(at + 4, true);
    at += view.getUint16(at + 10);
  }
  return true;
}

function isRecordSound(view: DataView, head: Uint8Array, at: number, before: number | undefined): boolean {
  const length = view.getUint16(at + 10);
  const type = head[at + 8] & 0x7f;
  if (!TYPES.has(type) || (before === undefined && type === 48) || length < ERF_RECORD_HEAD + 8) return false;
  const seconds = view.getUint32(at + 4, true);
  if (before !== undefined && (seconds < before - BACK || seconds > before + FORWARD)) return false;
  if (type === 48 || type === 27) return true;
  const { start } = erfRecordLayout(head, at, Math.min(length, head.length - at));
  const packet = length - start;
  return packet >= 0 && packet <= view.getUint16(at + 14) + PADDING;
}
