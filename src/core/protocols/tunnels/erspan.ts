/** ERSPAN (draft-foschiano-erspan): Ethernet or IP mirrored through GRE. Type I has no header of its own. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { boolean, bytes, declare, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

/** GRE's protocol of types I and II, and of type III. */
export const ERSPAN_II = 0x88be;
export const ERSPAN_III = 0x22eb;
/** What type III may mirror. */
const FRAME_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'Ethernet'],
  [2, 'IP'],
]);

const F = declare('erspan', {
  version: integer('Version', { wireshark: 'erspan.version' }),
  vlan: integer('VLAN', { wireshark: 'erspan.vlan' }),
  priority: integer('Priority'),
  truncated: boolean('Truncated', { wireshark: 'erspan.truncated' }),
  session: integer('Session', { wireshark: 'erspan.spanid' }),
  index: integer('Index', { wireshark: 'erspan.index' }),
  timestamp: integer('Time stamp', { wireshark: 'erspan.timestamp' }),
  group: integer('Group tag', { wireshark: 'erspan.sgt' }),
  flags: hex('Flags', 4),
  frame: integer('Frame type', { names: FRAME_TYPES, wireshark: 'erspan.ft' }),
  platform: bytes('Platform'),
});

/** Type II: eight bytes before the frame. */
export const readErspan2: HeaderReader = (_bytes, at, _end, next) => next.to(By.Ethernet, 0, at + 8);

/** Type III: 12 bytes and by a flag 8 more; states whether it mirrors Ethernet (0) or IP (2). */
export const readErspan3: HeaderReader = (bytes, at, end, next) => {
  if (at + 12 > end) return FlowlessReason.TooShort;
  const inside = at + ((bytes[at + 11] & 1) === 1 ? 20 : 12);
  const frame = (bytes[at + 10] >> 2) & 31;
  if (frame === 2) return next.to(By.IpVersion, 0, inside);
  return frame === 0 ? next.to(By.Ethernet, 0, inside) : FlowlessReason.NotIp;
};

/** The number is GRE's protocol. */
const decodeErspan: Decoder = (packet, span, protocol) => {
  const third = protocol === ERSPAN_III;
  const layer = packet.layer(third ? 'ERSPAN III' : 'ERSPAN II', span);
  const first = layer.bits(2, 'Version and VLAN');
  layer.part(F.version, first >> 12, 0, 1);
  layer.part(F.vlan, first & 0xfff);
  const session = readSession(layer);
  if (third) readThird(layer);
  else layer.part(F.index, layer.bits(4, 'Index') & 0xfffff, 1, 3);
  packet.say('ERSPAN', () => `Session ${session}`);
  packet.push(layer, () => `Session ${session}`);
  return layer.follow(third ? readErspan3 : readErspan2);
};

function readSession(layer: LayerReader): number {
  const word = layer.bits(2, 'Session');
  layer.part(F.priority, word >> 13, 0, 1);
  layer.part(F.truncated, (word >> 10) & 1, 0, 1);
  layer.part(F.session, word & 0x3ff);
  return word & 0x3ff;
}

function readThird(layer: LayerReader): void {
  layer.u32(F.timestamp);
  layer.u16(F.group);
  const word = layer.u16(F.flags);
  layer.part(F.frame, (word >> 10) & 31, 0, 1);
  if ((word & 1) === 1) layer.raw(F.platform, 8);
}

export const erspan: Protocol = {
  id: 'erspan',
  name: 'ERSPAN',
  fields: F,
  decode: decodeErspan,
  // The meter's reader of GRE reads it too.
  places: [{ by: By.Gre, numbers: [ERSPAN_II, ERSPAN_III] }],
};
