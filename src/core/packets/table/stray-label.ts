import { linkTypeName } from '../../model/link-types.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type Next } from '../../protocols/headers/next.ts';
import { ethertypeName } from '../../protocols/names.ts';

/** 802.11 alone and behind radio headers. */
const WIFI_LINKS: ReadonlySet<number> = new Set([105, 119, 127, 163]);
/** Service access points of 802.2 that people know by name. */
const SPANNING_TREE = 0x42;
const SNAP = 0xaa;

/** The name of a packet by its last header, which is no IP header; `reason`: why it is in no flow. */
export function headerLabel(bytes: Uint8Array, { by, number, at, end }: Next, reason: FlowlessReason): string {
  switch (by) {
    case By.Ethertype:
      return ethertypeName(number);
    case By.Link:
      return linkLabel(number, reason);
    case By.Llc:
      return at < end ? llcLabel(bytes[at]) : 'LLC';
    case By.Ethernet:
      return 'Ethernet';
    case By.Ppp:
      return 'PPP';
    case By.Wifi:
      return '802.11';
    default:
      return reason === FlowlessReason.TooShort ? 'Short' : 'Unknown';
  }
}

/** A link header that nobody reads or that is not there as a whole. */
function linkLabel(linkType: number, reason: FlowlessReason): string {
  if (WIFI_LINKS.has(linkType)) return '802.11';
  if (reason === FlowlessReason.TooShort) return 'Short';
  return linkTypeName(linkType)?.name ?? `link type ${linkType}`;
}

function llcLabel(destination: number): string {
  if (destination === SPANNING_TREE) return 'STP';
  return (destination & 0xfe) === SNAP ? 'SNAP' : 'LLC';
}
