/** OpenBSD packet filter log (LINKTYPE_PFLOG): a header that states its own length, then an IP packet. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, integer, text } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const FAMILIES: ReadonlyMap<number, string> = new Map([
  [2, 'IPv4'],
  [24, 'IPv6, OpenBSD'],
  [28, 'IPv6, FreeBSD'],
  [30, 'IPv6, macOS'],
]);
const ACTIONS = ['pass', 'drop', 'scrub', 'no scrub', 'nat', 'no nat', 'binat', 'no binat', 'rdr', 'no rdr'];
const DIRECTIONS = ['in or out', 'in', 'out'];
const INTERFACE_NAME_BYTES = 16;
const DIRECTION_AT = 60;
/** Headers are padded to a multiple of four bytes; the length field does not count the padding. */
const ALIGNMENT = 4;

const F = declare('pflog', {
  length: integer('Header length', { unit: 'bytes', wireshark: 'pflog.length' }),
  af: integer('Address family', { names: FAMILIES, wireshark: 'pflog.af' }),
  action: integer('Action', { names: ACTIONS, wireshark: 'pflog.action' }),
  reason: integer('Reason', { wireshark: 'pflog.reason' }),
  ifname: text('Interface', { wireshark: 'pflog.ifname' }),
  ruleset: text('Ruleset', { wireshark: 'pflog.ruleset' }),
  rulenr: integer('Rule', { wireshark: 'pflog.rulenr' }),
  dir: integer('Direction', { names: DIRECTIONS, wireshark: 'pflog.dir' }),
});

/** OpenBSD's packet filter log (LINKTYPE_PFLOG): its first byte is its length without padding to 4 bytes. */
const readPflog: HeaderReader = (bytes, at, end, next) => {
  if (at + ALIGNMENT > end) return FlowlessReason.TooShort;
  const inside = at + ((bytes[at] + 3) & ~3);
  return inside < at + ALIGNMENT ? FlowlessReason.NotIp : next.to(By.IpVersion, 0, inside);
};

const decodePflog: Decoder = (packet, span) => {
  const layer = packet.layer('PF log', span);
  const length = layer.u8(F.length);
  layer.u8(F.af);
  const action = layer.u8(F.action);
  layer.u8(F.reason);
  const name = layer.text(F.ifname, INTERFACE_NAME_BYTES);
  layer.text(F.ruleset, INTERFACE_NAME_BYTES);
  layer.u32(F.rulenr, (rule) => rule | 0);
  const direction = length > DIRECTION_AT ? readDirection(layer) : 0;
  const padded = Math.ceil(length / ALIGNMENT) * ALIGNMENT;
  layer.skip(Math.max(0, padded - (layer.at - span.start)), 'padding');
  const info = (): string => `${ACTIONS[action] ?? `action ${action}`} ${DIRECTIONS[direction] ?? ''} on ${name}`;
  packet.say('PFLOG', info);
  packet.push(layer, info);
  return layer.follow(readPflog);
};

function readDirection(layer: LayerReader): number {
  layer.skip(Math.max(0, DIRECTION_AT - (layer.at - layer.start)), 'rule and process numbers');
  return layer.u8(F.dir);
}

export const pflog: Protocol = {
  id: 'pflog',
  name: 'PF log',
  fields: F,
  decode: decodePflog,
  places: [{ by: By.Link, numbers: [117], read: when('pflog', readPflog) }],
};
