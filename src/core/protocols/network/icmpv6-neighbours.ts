/** Neighbour discovery (RFC 4861): messages and their options. */
import { address, bytes, declare, flags, hex, integer, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';

const ROUTER_SOLICITATION = 133;
const ROUTER_ADVERTISEMENT = 134;
const NEIGHBOUR_SOLICITATION = 135;
const NEIGHBOUR_ADVERTISEMENT = 136;
const REDIRECT = 137;
const SOURCE_ADDRESS = 1;
const TARGET_ADDRESS = 2;
const MTU = 5;
const ROUTER_FLAGS: FlagNames = [
  [0x80, 'managed addresses'],
  [0x40, 'other configuration'],
];
const NEIGHBOUR_FLAGS: FlagNames = [
  [0x80000000, 'router'],
  [0x40000000, 'solicited'],
  [0x20000000, 'override'],
];
const OPTIONS: ReadonlyMap<number, string> = new Map([
  [SOURCE_ADDRESS, 'Source link-layer address'],
  [TARGET_ADDRESS, 'Target link-layer address'],
  [3, 'Prefix information'],
  [4, 'Redirected header'],
  [MTU, 'MTU'],
  [24, 'Route information'],
  [25, 'DNS servers'],
  [31, 'DNS search list'],
]);

/** Their fields, which are ICMPv6's. */
export const NEIGHBOUR_FIELDS = declare('icmpv6', {
  'nd.reserved': hex('Reserved', 8),
  'nd.flags': flags('Flags', 8, NEIGHBOUR_FLAGS),
  'nd.target': address('Target', { help: 'Whose link-layer address is asked for or told.' }),
  'nd.destination': address('Destination', { wireshark: 'icmpv6.rd.da.destination_address' }),
  'nd.hop_limit': integer('Hop limit', { wireshark: 'icmpv6.nd.ra.cur_hop_limit' }),
  'nd.ra.flags': flags('Flags', 2, ROUTER_FLAGS, { wireshark: 'icmpv6.nd.ra.flag' }),
  'nd.lifetime': integer('Router lifetime', { unit: 's', wireshark: 'icmpv6.nd.ra.router_lifetime' }),
  'nd.reachable': integer('Reachable time', { unit: 'ms', wireshark: 'icmpv6.nd.ra.reachable_time' }),
  'nd.retransmission': integer('Retransmission time', { unit: 'ms', wireshark: 'icmpv6.nd.ra.retrans_timer' }),
});
export const ICMPV6_OPTION_FIELDS = declare('icmpv6', {
  'opt.type': integer('Option', { names: OPTIONS, wireshark: 'icmpv6.opt.type' }),
  'opt.len': integer('Option length', { unit: 'bytes', hidden: true }),
  'opt.source': address('Source link-layer address', { wireshark: 'icmpv6.opt.src_linkaddr' }),
  'opt.target': address('Target link-layer address', { wireshark: 'icmpv6.opt.target_linkaddr' }),
  'opt.mtu': integer('MTU', { unit: 'bytes', wireshark: 'icmpv6.opt.mtu' }),
  'opt.data': bytes('Option data'),
});
const F = NEIGHBOUR_FIELDS;
const O = ICMPV6_OPTION_FIELDS;

/** Reads what follows type, code and checksum; gives what the packet's line says of it. */
export function readNeighbour(layer: LayerReader, type: number): () => string {
  if (type === ROUTER_ADVERTISEMENT) return readRouter(layer);
  layer.u32(type === NEIGHBOUR_ADVERTISEMENT ? F['nd.flags'] : F['nd.reserved']);
  const target = type === ROUTER_SOLICITATION ? '' : layer.ipv6(F['nd.target']);
  if (type === REDIRECT) layer.ipv6(F['nd.destination']);
  const link = readOptions(layer);
  return () => neighbourInfo(type, target, link);
}

function neighbourInfo(type: number, target: string, link: string): string {
  if (type === NEIGHBOUR_SOLICITATION) return ` for ${target}${link === '' ? '' : ` from ${link}`}`;
  if (type === NEIGHBOUR_ADVERTISEMENT) return ` ${target}${link === '' ? '' : ` is at ${link}`}`;
  return type === REDIRECT ? `, use ${target}` : link === '' ? '' : ` from ${link}`;
}

function readRouter(layer: LayerReader): () => string {
  layer.u8(F['nd.hop_limit']);
  layer.u8(F['nd.ra.flags']);
  layer.u16(F['nd.lifetime']);
  layer.u32(F['nd.reachable']);
  layer.u32(F['nd.retransmission']);
  const link = readOptions(layer);
  return () => (link === '' ? '' : ` from ${link}`);
}

/** Reads the options; gives the link-layer address if one of them has it. */
function readOptions(layer: LayerReader): string {
  let link = '';
  while (layer.left >= 2) {
    const length = layer.peek(1) * 8;
    if (length === 0) {
      layer.fail('An option has the length 0.');
      return link;
    }
    const type = layer.u8(O['opt.type']);
    layer.u8(O['opt.len'], () => length);
    link = readOption(layer, type, length) || link;
  }
  return link;
}

/** The link-layer address that it has, or "". */
function readOption(layer: LayerReader, type: number, length: number): string {
  const small = length === 8;
  if (small && type === SOURCE_ADDRESS) return layer.mac(O['opt.source']);
  if (small && type === TARGET_ADDRESS) return layer.mac(O['opt.target']);
  if (small && type === MTU) {
    layer.skip(2);
    layer.u32(O['opt.mtu']);
  } else layer.raw(O['opt.data'], length - 2);
  return '';
}
