/** Ethernet within other headers: provider backbone bridging and EoIP. */
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { boolean, declare, integer } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';

const EOIP = 0x6400;
const USE_CUSTOMER_ADDRESSES = 0x08;

const B = declare('pbb', {
  priority: integer('Priority', { wireshark: 'ieee8021ah.priority' }),
  dei: boolean('Drop eligible', { wireshark: 'ieee8021ah.drop' }),
  uca: boolean('Customer addresses', { help: 'The customer’s addresses are used.' }),
  isid: integer('Service', { wireshark: 'ieee8021ah.isid' }),
});

/** Provider backbone bridging (IEEE 802.1ah section 9.7): four bytes of service tag, then the customer's frame. */
const readBackbone: HeaderReader = (_bytes, at, _end, next) => next.into(TunnelId.Backbone, By.Ethernet, 0, at + 4);

/** A service tag, then a whole Ethernet header. */
const decodeBackbone: Decoder = (packet, span) => {
  const layer = packet.layer('802.1ah service', span);
  const first = layer.bits(1, 'Priority and flags');
  layer.part(B.priority, first >> 5);
  layer.part(B.dei, (first >> 4) & 1);
  layer.part(B.uca, (first & USE_CUSTOMER_ADDRESSES) === 0 ? 0 : 1);
  const service = layer.u24(B.isid);
  packet.say('PBB', () => `Service ${service}`);
  packet.push(layer, () => `Service ${service}`);
  return layer.follow(readBackbone);
};

const E = declare('eoip', {
  len: integer('Frame length', { unit: 'bytes' }),
  tunnel: integer('Tunnel'),
});

/**
 * MikroTik's Ethernet over IP: GRE version 1 with frame length and tunnel number (low byte first) for a key. The meter
 * reads it with GRE's header.
 */
const decodeEoip: Decoder = (packet, span) => {
  const layer = packet.layer('EoIP', span);
  layer.u16(E.len);
  const tunnel = layer.u16le(E.tunnel);
  packet.say('EoIP', () => `Tunnel ${tunnel}`);
  packet.push(layer, () => `Tunnel ${tunnel}`);
  return layer.goOn(By.Ethernet);
};

export const backbone: Protocol = {
  id: 'pbb',
  name: 'Provider backbone bridging',
  fields: B,
  decode: decodeBackbone,
  places: [{ by: By.Ethertype, numbers: [0x88e7], read: when('qinq', readBackbone) }],
};

export const eoip: Protocol = {
  id: 'eoip',
  name: 'EoIP',
  fields: E,
  decode: decodeEoip,
  places: [
    { by: By.Ethertype, numbers: [EOIP] },
    { by: By.Gre, numbers: [EOIP] },
  ],
};
