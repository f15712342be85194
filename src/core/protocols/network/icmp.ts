/** ICMP (RFC 792 and successors). Errors quote the packet that caused them. */
import { decimal, hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

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
const REDIRECT = 5;

export const decodeIcmp: Decoder = (packet, span) => {
  const layer = packet.layer('ICMP', span);
  const type = layer.u8('Type', named(TYPES));
  const code = layer.u8(
    'Code',
    named((value) => codeName(type, value)),
  );
  layer.u16('Checksum', hex16);
  const info = layer.broken ? 'Cut short' : `${typeInfo(type, code)}${readRest(layer, type)}`;
  packet.say('ICMP', info);
  packet.push(layer, info);
  if (layer.broken || !QUOTING.has(type)) return dataAfter(layer);
  return { by: 'ip-version', number: 0, span: after(layer), quoted: true };
};

function codeName(type: number, code: number): string | undefined {
  if (type === 3) return UNREACHABLE[code];
  return type === 11 ? EXCEEDED[code] : undefined;
}

function typeInfo(type: number, code: number): string {
  const detail = codeName(type, code);
  return `${TYPES.get(type) ?? `Type ${type}, code ${code}`}${detail === undefined ? '' : ` (${detail})`}`;
}

/** The second four bytes: identifier and sequence number, the better gateway, or nothing of note. */
function readRest(layer: LayerReader, type: number): string {
  if (WITH_ID.has(type)) {
    const id = layer.u16('Identifier', hex16);
    return `  id=${hex16(id)}, seq=${layer.u16('Sequence number', decimal)}`;
  }
  if (type === REDIRECT) return `, use ${layer.ipv4('Gateway')}`;
  if (QUOTING.has(type)) layer.raw('Rest of header', 4);
  return '';
}
