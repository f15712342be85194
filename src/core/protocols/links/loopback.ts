/** BSD loopback: four bytes of address family, in the writer's byte order (NULL) or in network order (LOOP). */
import { decimal, named } from '../reading/format.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const LOOP = 108;
const FAMILIES: ReadonlyMap<number, string> = new Map([
  [2, 'IPv4'],
  [10, 'IPv6, Linux'],
  [24, 'IPv6, NetBSD'],
  [28, 'IPv6, FreeBSD'],
  [30, 'IPv6, macOS'],
]);

export const decodeLoopback: Decoder = (packet, span, linkType) => {
  const layer = packet.layer('BSD loopback', span);
  const little = linkType !== LOOP && layer.peek16() !== 0;
  const format = named(FAMILIES, decimal);
  const family = little ? layer.u32le('Address family', format) : layer.u32('Address family', format);
  const name = FAMILIES.get(family);
  packet.say('Loopback', name ?? `Address family ${family}`);
  packet.push(layer, name ?? `Address family ${family}`);
  if (layer.broken) return undefined;
  return { by: name === undefined ? 'data' : 'ip-version', number: 0, span: after(layer) };
};
