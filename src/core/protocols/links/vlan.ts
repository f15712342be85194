/** VLAN tags: IEEE 802.1Q (0x8100), provider tags 0x88a8 and 0x9100 (802.1ad). The tag's own number is the ethertype before it. */
import { typeOrLength } from './ethernet.ts';
import { decimal } from '../reading/format.ts';
import type { Decoder } from '../reading/packet.ts';

const PROVIDER_BRIDGE = 0x88a8;

export const decodeVlan: Decoder = (packet, span, ethertype) => {
  const layer = packet.layer(ethertype === PROVIDER_BRIDGE ? '802.1ad provider VLAN' : '802.1Q VLAN', span);
  const control = layer.u16('Tag', (value) => decimal(value & 0xfff));
  const id = control & 0xfff;
  layer.note('Priority', decimal(control >> 13), span.start, 1);
  layer.note('Drop eligible', decimal((control >> 12) & 1), span.start, 1);
  const next = typeOrLength(layer);
  packet.say('VLAN', `VLAN ${id}`);
  packet.push(layer, `ID ${id}, priority ${control >> 13}`);
  return next;
};
