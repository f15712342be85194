/** Geneve (RFC 8926): Ethernet and others within UDP. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { ETHERTYPES } from '../names.ts';
import { when, type Protocol } from '../protocol.ts';
import { bytes, declare, flags, hex, integer, type FlagNames } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';

const BRIDGING = 0x6558;
const FLAGS: FlagNames = [
  [0x80, 'control'],
  [0x40, 'critical options'],
];

const F = declare('geneve', {
  version: integer('Version', { wireshark: 'geneve.version' }),
  option_len: integer('Options length', { unit: 'bytes' }),
  flags: flags('Flags', 2, FLAGS),
  proto: hex('Protocol', 4, { names: ETHERTYPES, wireshark: 'geneve.proto_type' }),
  vni: integer('Network identifier', { wireshark: 'geneve.vni' }),
  reserved: hex('Reserved', 2),
  options: bytes('Options'),
});

/** Section 3.4: version 0, options of 4-byte units, Ethernet or what the ethertype names. */
const readGeneve: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if (bytes[at] >> 6 !== 0) return FlowlessReason.BadTunnel;
  const type = short(bytes, at + 2);
  const inside = at + 8 + (bytes[at] & 63) * 4;
  return next.into(TunnelId.Geneve, type === BRIDGING ? By.Ethernet : By.Ethertype, type, inside);
};

const decodeGeneve: Decoder = (packet, span) => {
  const layer = packet.layer('Geneve', span);
  const first = layer.bits(1, 'Version');
  const options = (first & 63) * 4;
  layer.part(F.version, first >> 6);
  layer.part(F.option_len, options);
  layer.u8(F.flags);
  layer.u16(F.proto);
  const id = layer.u24(F.vni);
  layer.u8(F.reserved);
  if (options > 0) layer.raw(F.options, options);
  packet.say('Geneve', () => `VNI ${id}`);
  packet.push(layer, () => `VNI ${id}`);
  return layer.follow(readGeneve);
};

export const geneve: Protocol = {
  id: 'geneve',
  name: 'Geneve',
  fields: F,
  decode: decodeGeneve,
  places: [{ by: By.Udp, numbers: [6081], read: when('geneve', readGeneve) }],
};
