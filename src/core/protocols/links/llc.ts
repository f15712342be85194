/** IEEE 802.2 logical link control, and SNAP (RFC 1042). */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader, type Next } from '../headers/next.ts';
import { ETHERTYPES } from '../names.ts';
import { always, type Protocol } from '../protocol.ts';
import { declare, hex } from '../reading/field.ts';
import { hex16, hex8 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const SNAP = 0xaa;
const SPANNING_TREE = 0x42;
const IP = 0x06;
const SAPS: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [IP, 'IP'],
  [SPANNING_TREE, 'spanning tree'],
  [0x7e, 'X.25'],
  [SNAP, 'SNAP'],
  [0xe0, 'IPX'],
  [0xf0, 'NetBIOS'],
  [0xfe, 'ISO network layer'],
]);
/** The lowest bit tells groups from single points, and responses from commands. */
const SAP_MASK = 0xfe;
/** Unnumbered frames have one control byte, all others two. */
const UNNUMBERED = 3;
/** Novell's old framing: an IPX header, whose checksum is all ones, stands where 802.2 belongs. */
const NOVELL_RAW = 0xffff;
const IPV4 = 0x0800;
const CISCO = 0x00000c;
const CISCO_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0x0104, 'PAgP'],
  [0x010b, 'PVST+'],
  [0x0111, 'UDLD'],
  [0x2000, 'CDP'],
  [0x2003, 'VTP'],
  [0x2004, 'DTP'],
]);

const F = declare('llc', {
  dsap: hex('Destination SAP', 2, { names: sapName, wireshark: 'llc.dsap' }),
  ssap: hex('Source SAP', 2, { names: sapName, wireshark: 'llc.ssap' }),
  control: hex('Control', 2),
  oui: hex('Organisation', 6, { wireshark: 'llc.oui' }),
  type: hex('Type', 4, { names: ETHERTYPES, wireshark: 'llc.type' }),
  cisco_pid: hex('Type', 4, { names: CISCO_PROTOCOLS, help: 'Cisco’s protocol.', wireshark: 'llc.cisco_pid' }),
});

function sapName(sap: number): string | undefined {
  return SAPS.get(sap & SAP_MASK);
}

/**
 * IEEE 802.2 and SNAP (RFC 1042): bare ethertypes under the organisations 00-00-00 and 00-00-F8, and IP's own service
 * access point.
 */
const readLlc: HeaderReader = (bytes, at, end, next) => {
  if (at + 3 > end) return FlowlessReason.TooShort;
  if (short(bytes, at) === NOVELL_RAW) return FlowlessReason.NotIp;
  const control = (bytes[at + 2] & UNNUMBERED) === UNNUMBERED ? 1 : 2;
  switch (bytes[at] & SAP_MASK) {
    case SNAP:
      return readSnap(bytes, at + 2 + control, end, next);
    case IP:
      return next.to(By.Ethertype, IPV4, at + 2 + control);
    case SPANNING_TREE:
      return FlowlessReason.Skipped8023;
    default:
      return FlowlessReason.NotIp;
  }
};

function readSnap(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  if (at + 5 > end) return FlowlessReason.TooShort;
  const bare = short(bytes, at) === 0 && (bytes[at + 2] === 0 || bytes[at + 2] === 0xf8);
  return bare ? next.to(By.Ethertype, short(bytes, at + 3), at + 5) : FlowlessReason.NotIp;
}

const decodeLlc: Decoder = (packet, span) => {
  const layer = packet.layer('LLC', span);
  const destination = layer.u8(F.dsap);
  layer.u8(F.ssap);
  if ((layer.peek() & UNNUMBERED) === UNNUMBERED) layer.u8(F.control);
  else layer.u16(F.control);
  if ((destination & SAP_MASK) === SNAP && !layer.broken) return decodeSnap(packet, layer);
  push(packet, layer, () => (layer.broken ? 'Cut short' : (sapName(destination) ?? `SAP ${hex8(destination)}`)));
  return layer.goOn(By.LlcSap, destination & SAP_MASK);
};

/** Types of organisations that are not known are taken for ethertypes, which the meter does not do. */
function decodeSnap(packet: Packet, layer: LayerReader): Following | undefined {
  const cisco = layer.u24(F.oui) === CISCO;
  const number = layer.u16(cisco ? F.cisco_pid : F.type);
  push(packet, layer, () => 'SNAP');
  return layer.goOn(cisco ? By.Cisco : By.Ethertype, number);
}

function push(packet: Packet, layer: LayerReader, info: () => string): void {
  packet.say('LLC', info);
  packet.push(layer, info);
}

/** Cisco's protocols that have no decoder here: their name on the packet's line, their bytes as data. */
const decodeCisco: Decoder = (packet, span, number) => {
  const name = CISCO_PROTOCOLS.get(number) ?? `Cisco protocol ${hex16(number)}`;
  packet.say(name, () => name);
  return { by: By.Data, number: 0, span };
};

export const llc: Protocol = {
  id: 'llc',
  name: 'LLC',
  fields: F,
  decode: decodeLlc,
  places: [{ by: By.Llc, read: always(readLlc) }],
};

export const ciscoProtocols: Protocol = {
  id: 'cisco',
  name: 'Cisco’s protocols',
  fields: {},
  decode: decodeCisco,
  places: [{ by: By.Cisco, numbers: [0x0104, 0x0111, 0x2003, 0x2004] }],
};
