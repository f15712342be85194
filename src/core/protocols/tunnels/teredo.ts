/** IPv6 in UDP: Teredo (RFC 4380) with its indications. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { bytes, declare } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const AUTHENTICATION = 1;
const ORIGIN = 0;
const IPV6 = 0x86dd;

const F = declare('teredo', {
  origin: bytes('Origin'),
  auth: bytes('Authentication'),
});

/** RFC 4380 section 5.1.1: authentication and origin indication, if any, before IPv6. */
const readTeredo: HeaderReader = (bytes, start, end, next) => {
  let at = start;
  if (at + 4 <= end && short(bytes, at) === AUTHENTICATION) at += 13 + bytes[at + 2] + bytes[at + 3];
  if (at + 8 <= end && short(bytes, at) === ORIGIN) at += 8;
  if (at >= end || bytes[at] >> 4 !== 6) return FlowlessReason.NotIp;
  return next.into(TunnelId.Teredo, By.Ethertype, IPV6, at);
};

const decodeTeredo: Decoder = (packet, span) => {
  const layer = packet.layer('Teredo', span);
  if (layer.peek16() === AUTHENTICATION) readAuthentication(layer);
  if (layer.peek16() === ORIGIN) layer.raw(F.origin, 8);
  packet.say('Teredo', () => 'IPv6 in UDP');
  packet.push(layer, () => 'IPv6 in UDP');
  return layer.follow(readTeredo);
};

/** Two lengths, then the fixed part and what they count. */
function readAuthentication(layer: LayerReader): void {
  layer.raw(F.auth, 13 + Math.max(0, layer.peek(2)) + Math.max(0, layer.peek(3)));
}

export const teredo: Protocol = {
  id: 'teredo',
  name: 'Teredo',
  fields: F,
  decode: decodeTeredo,
  places: [{ by: By.Udp, numbers: [3544], read: when('teredo', readTeredo) }],
};
