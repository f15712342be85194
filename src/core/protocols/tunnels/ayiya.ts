/** AYIYA (draft-massar-v6ops-ayiya): IPv6 in UDP, signed. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, hex, integer } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';

const IPV6 = 0x86dd;
const IPV6_IN_IP = 41;

const F = declare('ayiya', {
  identity: hex('Identity', 2),
  signature: hex('Signature', 2),
  methods: hex('Methods', 2),
  nxt: integer('Next header', { names: ipProtocolName }),
  epoch: integer('Time', { help: 'Seconds since 1970, when the packet was signed.' }),
});

/** The first two bytes state the sizes of identity and signature. */
const readAyiya: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if (bytes[at + 3] !== IPV6_IN_IP) return FlowlessReason.NotIp;
  const inside = at + 8 + 2 ** (bytes[at] >> 4) + (bytes[at + 1] >> 4) * 4;
  return next.into(TunnelId.Teredo, By.Ethertype, IPV6, inside);
};

const decodeAyiya: Decoder = (packet, span) => {
  const layer = packet.layer('AYIYA', span);
  const identity = layer.u8(F.identity) >> 4;
  const signature = layer.u8(F.signature) >> 4;
  layer.u8(F.methods);
  layer.u8(F.nxt);
  layer.u32(F.epoch);
  layer.skip(2 ** identity + signature * 4, 'identity and signature');
  packet.say('AYIYA', () => 'IPv6 in UDP');
  packet.push(layer, () => 'IPv6 in UDP');
  return layer.follow(readAyiya);
};

export const ayiya: Protocol = {
  id: 'ayiya',
  name: 'AYIYA',
  fields: F,
  decode: decodeAyiya,
  places: [{ by: By.Udp, numbers: [5072], read: when('teredo', readAyiya) }],
};
