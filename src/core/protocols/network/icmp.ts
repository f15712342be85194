/** ICMP (RFC 792 and successors). Errors quote the packet that caused them. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, bytes, declare, hex, integer, text } from '../reading/field.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { after } from '../reading/span.ts';

const TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'Echo (ping) reply'],
  [3, 'Destination unreachable'],
  [4, 'Source quench'],
  [5, 'Redirect'],
  [8, 'Echo (ping) request'],
  [9, 'Router advertisement'],
  [10, 'Router solicitation'],
  [11, 'Time-to-live exceeded'],
  [12, 'Parameter problem'],
  [13, 'Time stamp request'],
  [14, 'Time stamp reply'],
  [17, 'Address mask request'],
  [18, 'Address mask reply'],
]);
const UNREACHABLE = [
  'network',
  'host',
  'protocol',
  'port',
  'fragmentation needed',
  'source route failed',
  'network unknown',
  'host unknown',
  'source host isolated',
  'network prohibited',
  'host prohibited',
  'network for this service',
  'host for this service',
  'communication prohibited',
  'precedence violation',
  'precedence cutoff',
];
const EXCEEDED = ['in transit', 'while reassembling fragments'];
const QUOTING: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
const WITH_ID: ReadonlySet<number> = new Set([0, 8, 13, 14, 17, 18]);
const UNREACHED = 3;
const REDIRECT = 5;
const EXPIRED = 11;
/** Code of an unreachable destination. */
const FRAGMENTATION_NEEDED = 4;

const F = declare('icmp', {
  type: integer('Type', { names: TYPES, wireshark: 'icmp.type' }),
  code: integer('Code', { wireshark: 'icmp.code' }),
  reason: text('Reason', { help: 'What the code says of an error: “port”, “fragmentation needed”.' }),
  checksum: hex('Checksum', 4, { wireshark: 'icmp.checksum' }),
  ident: hex('Identifier', 4, { wireshark: 'icmp.ident' }),
  seq: integer('Sequence number', { wireshark: 'icmp.seq' }),
  gateway: address('Gateway', { wireshark: 'icmp.redir_gw' }),
  mtu: integer('Next MTU', { unit: 'bytes', help: 'Of “fragmentation needed”, RFC 1191.', wireshark: 'icmp.mtu' }),
  rest: bytes('Rest of header'),
});

const decodeIcmp: Decoder = (packet, span) => {
  const layer = packet.layer('ICMP', span);
  const type = layer.u8(F.type);
  const code = layer.u8(F.code);
  const reason = codeName(type, code);
  if (reason !== undefined) layer.part(F.reason, reason);
  layer.u16(F.checksum);
  const cut = layer.broken;
  const rest = readRest(layer, type, code);
  const info = (): string => (cut ? 'Cut short' : `${typeInfo(type, code)}${rest()}`);
  packet.say('ICMP', info);
  packet.push(layer, info);
  if (layer.broken || !QUOTING.has(type)) return layer.goOn(By.Data);
  return { by: By.IpVersion, number: 0, span: after(layer), quoted: true };
};

function codeName(type: number, code: number): string | undefined {
  if (type === UNREACHED) return UNREACHABLE[code];
  return type === EXPIRED ? EXCEEDED[code] : undefined;
}

function typeInfo(type: number, code: number): string {
  const detail = codeName(type, code);
  return `${TYPES.get(type) ?? `Type ${type}, code ${code}`}${detail === undefined ? '' : ` (${detail})`}`;
}

/** The second four bytes: identifier and sequence number, the better gateway, or nothing of note. */
function readRest(layer: LayerReader, type: number, code: number): () => string {
  if (WITH_ID.has(type)) {
    const id = layer.u16(F.ident);
    const sequence = layer.u16(F.seq);
    return () => `  id=${hex16(id)}, seq=${sequence}`;
  }
  if (type === REDIRECT) {
    const gateway = layer.ipv4(F.gateway);
    return () => `, use ${gateway}`;
  }
  if (QUOTING.has(type)) readUnused(layer, type === UNREACHED && code === FRAGMENTATION_NEEDED);
  return () => '';
}

/** Before what is quoted; with the MTU of the next hop in its last two bytes, if that is the point. */
function readUnused(layer: LayerReader, hasMtu: boolean): void {
  if (!hasMtu) layer.raw(F.rest, 4);
  else {
    layer.raw(F.rest, 2);
    layer.u16(F.mtu);
  }
}

export const icmp: Protocol = {
  id: 'icmp',
  name: 'ICMP',
  fields: F,
  decode: decodeIcmp,
  places: [{ by: By.Ip, numbers: [1] }],
};
