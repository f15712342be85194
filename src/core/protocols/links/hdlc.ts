/** Cisco HDLC (tcpdump.org LINKTYPE_C_HDLC), and the link types that are PPP or Cisco HDLC by their first byte. */
import { short } from '../../../base/bytes.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, hex } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';
import { readPpp } from './ppp.ts';

const UNICAST = 0x0f;
const MULTICAST = 0x8f;
const ADDRESSES: ReadonlyMap<number, string> = new Map([
  [UNICAST, 'unicast'],
  [MULTICAST, 'multicast'],
]);
const C_HDLC = 104;
/** LINKTYPE_PPP and LINKTYPE_PPP_HDLC. */
const PPP_OR_HDLC: readonly number[] = [9, 50];

const F = declare('chdlc', {
  address: hex('Address', 2, { names: ADDRESSES, wireshark: 'chdlc.address' }),
  control: hex('Control', 2),
  protocol: hex('Protocol', 4, { names: ETHERTYPES, wireshark: 'chdlc.protocol' }),
});

/** LINKTYPE_PPP and PPP_HDLC: Cisco's HDLC by its first byte, else PPP. */
const readPppOrHdlc: HeaderReader = (bytes, at, end, next) => {
  const cisco = at + 4 <= end && (bytes[at] === UNICAST || bytes[at] === MULTICAST);
  return cisco ? next.to(By.Ethertype, short(bytes, at + 2), at + 4) : readPpp(bytes, at, end, next);
};

const decodeHdlc: Decoder = (packet, span, linkType) => {
  const layer = packet.layer('Cisco HDLC', span);
  if (linkType !== C_HDLC && !ADDRESSES.has(layer.peek())) return { by: By.Ppp, number: 0, span };
  layer.u8(F.address);
  layer.u8(F.control);
  const protocol = layer.u16(F.protocol);
  packet.say('C-HDLC', () => ethertypeName(protocol));
  packet.push(layer, () => ethertypeName(protocol));
  return layer.goOn(By.Ethertype, protocol);
};

export const hdlc: Protocol = {
  id: 'chdlc',
  name: 'Cisco HDLC',
  fields: F,
  decode: decodeHdlc,
  places: [
    { by: By.Link, numbers: [C_HDLC] },
    { by: By.Link, numbers: PPP_OR_HDLC, read: when('ppp', readPppOrHdlc) },
  ],
};
