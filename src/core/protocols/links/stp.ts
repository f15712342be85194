/** Spanning tree bridge messages: STP, RSTP and MSTP (IEEE 802.1D section 9.3, 802.1Q section 14). */
import { decimal, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0, 'STP'],
  [2, 'RSTP'],
  [3, 'MSTP'],
  [4, 'SPT'],
]);
const TYPES: ReadonlyMap<number, string> = new Map([
  [0x00, 'configuration'],
  [0x02, 'rapid or multiple'],
  [0x80, 'topology change notification'],
]);
const TOPOLOGY_CHANGE_NOTIFICATION = 0x80;

export const decodeStp: Decoder = (packet, span) => {
  const layer = packet.layer('Spanning tree', span);
  layer.u16('Protocol');
  const version = layer.u8('Version', named(VERSIONS));
  const type = layer.u8('Type', named(TYPES, hex8));
  const info = type === TOPOLOGY_CHANGE_NOTIFICATION ? 'Topology change notification' : readConfiguration(layer);
  packet.say(VERSIONS.get(version) ?? 'STP', info);
  packet.push(layer, info);
  return dataAfter(layer);
};

function readConfiguration(layer: LayerReader): string {
  const flags = layer.u8('Flags', hex8);
  const root = readBridge(layer, 'Root');
  const cost = layer.u32('Root path cost');
  readBridge(layer, 'Bridge');
  const port = layer.u16('Port', (value) => `0x${value.toString(16).padStart(4, '0')}`);
  for (const name of ['Message age', 'Maximum age', 'Hello time', 'Forward delay']) layer.u16(name, seconds);
  const change = (flags & 1) === 1 ? 'Topology change, ' : '';
  return `${change}Root = ${root}  Cost = ${cost}  Port = 0x${port.toString(16).padStart(4, '0')}`;
}

function readBridge(layer: LayerReader, name: string): string {
  const priority = layer.u16(`${name} priority`, (value) => decimal(value & 0xf000));
  const mac = layer.mac(`${name} address`);
  return `${priority & 0xf000}/${priority & 0xfff}/${mac}`;
}

/** The unit is 1/256 s. */
function seconds(value: number): string {
  return `${value / 256} s`;
}
