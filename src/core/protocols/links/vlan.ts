/** VLAN tags: IEEE 802.1Q (0x8100), provider tags 0x88a8 and 0x9100 (802.1ad). The tag's own number is the ethertype before it. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { ETHERTYPES } from '../names.ts';
import type { Protocol, ReaderChoice } from '../protocol.ts';
import { boolean, declare, hex, integer } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';
import { readTypeOrLength, typeOrLength } from './ethernet.ts';

const PROVIDER_BRIDGE = 0x88a8;

const F = declare('vlan', {
  id: integer('Tag', { wireshark: 'vlan.id' }),
  priority: integer('Priority', { wireshark: 'vlan.priority' }),
  dei: boolean('Drop eligible', { wireshark: 'vlan.dei' }),
  type: hex('Type', 4, { names: ETHERTYPES, wireshark: 'vlan.etype' }),
  len: integer('Length', { unit: 'bytes', wireshark: 'vlan.len' }),
});

/** A tag before a type, as NFStream reads it; the innermost one wins. */
const readTypedVlan: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  next.packet.vlan = short(bytes, at) & 0xfff;
  return next.to(By.Ethertype, short(bytes, at + 2), at + 4);
};

/** The same, before a type or a length. */
const readVlan: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  next.packet.vlan = short(bytes, at) & 0xfff;
  return readTypeOrLength(bytes, at + 2, end, next);
};

const decodeVlan: Decoder = (packet, span, ethertype) => {
  const layer = packet.layer(ethertype === PROVIDER_BRIDGE ? '802.1ad provider VLAN' : '802.1Q VLAN', span);
  const control = layer.bits(2, 'Tag');
  const id = control & 0xfff;
  layer.part(F.id, id);
  layer.part(F.priority, control >> 13, 0, 1);
  layer.part(F.dei, (control >> 12) & 1, 0, 1);
  const next = typeOrLength(layer, F);
  packet.say('VLAN', () => `VLAN ${id}`);
  packet.push(layer, () => `ID ${id}, priority ${control >> 13}`);
  return next;
};

/** With the lengths of 802.3 behind tags as behind addresses, if that is asked for. */
const choose: ReaderChoice = (on) => (on.has('snap') ? readVlan : readTypedVlan);

export const vlan: Protocol = {
  id: 'vlan',
  name: 'VLAN',
  fields: F,
  decode: decodeVlan,
  places: [
    // 802.1Q tags are always read, as NFStream reads them.
    { by: By.Ethertype, numbers: [0x8100], read: choose },
    { by: By.Ethertype, numbers: [0x88a8, 0x9100, 0x9200], read: (on) => (on.has('qinq') ? choose(on) : undefined) },
  ],
};
