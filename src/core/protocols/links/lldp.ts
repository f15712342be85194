/** LLDP (IEEE 802.1AB): a list of type-length-value pieces; the optional ones of organisations stay bytes. */
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const TYPES = ['End', 'Chassis ID', 'Port ID', 'Time to live', 'Port description', 'System name', 'System description'];
const CAPABILITIES = 7;
const MANAGEMENT_ADDRESS = 8;
const MAC_CHASSIS = 4;
const MAC_PORT = 3;

export const decodeLldp: Decoder = (packet, span) => {
  const layer = packet.layer('LLDP', span);
  const facts = new Map<string, string>();
  while (layer.left >= 2 && readPiece(layer, facts));
  const info = ['Chassis ID', 'Port ID', 'System name'].flatMap((name) => describe(facts, name)).join('  ');
  packet.say('LLDP', info);
  packet.push(layer, info);
  return undefined;
};

function describe(facts: ReadonlyMap<string, string>, name: string): readonly string[] {
  const value = facts.get(name);
  return value === undefined ? [] : [`${name} = ${value}`];
}

/** Reads one piece; false at the end of the list. */
function readPiece(layer: LayerReader, facts: Map<string, string>): boolean {
  const head = layer.peek16();
  const type = head >> 9;
  const length = head & 0x1ff;
  layer.skip(2);
  if (type === 0) return false;
  const name = TYPES[type] ?? otherName(type);
  facts.set(name, readValue(layer, name, type, length));
  return !layer.broken;
}

function otherName(type: number): string {
  if (type === CAPABILITIES) return 'Capabilities';
  if (type === MANAGEMENT_ADDRESS) return 'Management address';
  return type === 127 ? 'Organisation’s own' : `Type ${type}`;
}

function readValue(layer: LayerReader, name: string, type: number, length: number): string {
  if ((type === 1 || type === 2) && length > 1) return readId(layer, name, type, length);
  if (type === 3 && length === 2) return `${layer.u16(name, (value) => `${value} s`)} s`;
  if (type >= 4 && type <= 6) return layer.text(name, length);
  if (type === CAPABILITIES && length === 4)
    return hex16(layer.u32(name, (value) => `${hex16(value >>> 16)}, enabled ${hex16(value & 0xffff)}`));
  return layer.raw(name, length);
}

function readId(layer: LayerReader, name: string, type: number, length: number): string {
  const subtype = layer.u8(`${name} subtype`);
  const isMac = length === 7 && subtype === (type === 1 ? MAC_CHASSIS : MAC_PORT);
  if (isMac) return layer.mac(name);
  return subtype === 5 && length === 6 ? layer.raw(name, length - 1) : layer.text(name, length - 1);
}
