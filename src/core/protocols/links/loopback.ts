/** BSD loopback: four bytes of address family, in the writer's byte order (NULL) or in network order (LOOP). */
import { short, word } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { LEAST_ETHERTYPE } from './ethernet.ts';

/** IPv4 is 2 everywhere. */
const FAMILIES: ReadonlyMap<number, string> = new Map([
  [2, 'IPv4'],
  [10, 'IPv6, Linux'],
  [23, 'IPv6, Windows'],
  [24, 'IPv6, NetBSD'],
  [28, 'IPv6, FreeBSD'],
  [30, 'IPv6, macOS'],
]);

const F = declare('loopback', {
  family: integer('Address family', { names: FAMILIES, wireshark: 'null.family' }),
  type: hex('Type', 4, { names: ETHERTYPES, help: 'Some writers have an ethertype in place of the family.' }),
});

/**
 * BSD loopback (LINKTYPE_NULL, LINKTYPE_LOOP): an address family in the byte order of the writer or of the network; some
 * writers put an ethertype into the last two bytes.
 */
const readLoopback: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  const little = short(bytes, at) !== 0 && short(bytes, at + 2) === 0;
  const family = little ? bytes[at] | (bytes[at + 1] << 8) : word(bytes, at);
  if (FAMILIES.has(family)) return next.to(By.IpVersion, 0, at + 4);
  const type = short(bytes, at + 2);
  return type >= LEAST_ETHERTYPE ? next.to(By.Ethertype, type, at + 4) : FlowlessReason.NotIp;
};

const decodeLoopback: Decoder = (packet, span) => {
  const layer = packet.layer('BSD loopback', span);
  const typed = layer.peek16(2) >= LEAST_ETHERTYPE;
  const number = typed ? readType(layer) : readFamily(layer);
  const info = (): string => (typed ? ethertypeName(number) : (FAMILIES.get(number) ?? `Address family ${number}`));
  packet.say('Loopback', info);
  packet.push(layer, info);
  return layer.follow(readLoopback);
};

function readType(layer: LayerReader): number {
  layer.skip(2);
  return layer.u16(F.type);
}

function readFamily(layer: LayerReader): number {
  const little = layer.peek16() > 0 && layer.peek16(2) === 0;
  return little ? layer.u32le(F.family) : layer.u32(F.family);
}

export const loopback: Protocol = {
  id: 'loopback',
  name: 'BSD loopback',
  fields: F,
  decode: decodeLoopback,
  places: [{ by: By.Link, numbers: [0, 108], read: when('loopback', readLoopback) }],
};
