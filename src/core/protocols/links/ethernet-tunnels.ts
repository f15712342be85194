/** Ethernet within other headers: provider backbone bridging and EoIP. */
import { hex8 } from '../reading/format.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const ETHERNET = 1;

/** Provider backbone bridging (IEEE 802.1ah): a service tag, then a whole Ethernet header. */
export const decodeBackboneBridge: Decoder = (packet, span) => {
  const layer = packet.layer('802.1ah service', span);
  layer.u8('Priority and flags', hex8);
  const service = layer.u24('Service');
  packet.say('PBB', `Service ${service}`);
  packet.push(layer, `Service ${service}`);
  return layer.broken ? undefined : { by: 'link', number: ETHERNET, span: after(layer) };
};

/** MikroTik's Ethernet over IP: GRE version 1 with frame length and tunnel number (low byte first) for a key. */
export const decodeEoip: Decoder = (packet, span) => {
  const layer = packet.layer('EoIP', span);
  layer.u16('Frame length');
  const tunnel = layer.u16le('Tunnel');
  packet.say('EoIP', `Tunnel ${tunnel}`);
  packet.push(layer, `Tunnel ${tunnel}`);
  return layer.broken ? undefined : { by: 'link', number: ETHERNET, span: after(layer) };
};
