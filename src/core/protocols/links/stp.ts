/** Spanning tree bridge messages: STP, RSTP and MSTP (IEEE 802.1D section 9.3, 802.1Q section 14). */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, boolean, declare, flags, float, hex, integer, type Field, type FlagNames } from '../reading/field.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0, 'STP'],
  [2, 'RSTP'],
  [3, 'MSTP'],
  [4, 'SPT'],
]);
const TOPOLOGY_CHANGE_NOTIFICATION = 0x80;
const TYPES: ReadonlyMap<number, string> = new Map([
  [0x00, 'configuration'],
  [0x02, 'rapid or multiple'],
  [TOPOLOGY_CHANGE_NOTIFICATION, 'topology change notification'],
]);
const TOPOLOGY_CHANGE = 0x01;
const FLAGS: FlagNames = [
  [TOPOLOGY_CHANGE, 'topology change'],
  [0x02, 'proposal'],
  [0x10, 'learning'],
  [0x20, 'forwarding'],
  [0x40, 'agreement'],
  [0x80, 'topology change acknowledgement'],
];
/** Two bits among the flags. */
const ROLES = [undefined, 'alternate or backup port', 'root port', 'designated port'];
/** Bridge identifiers: priority in the upper four bits of the first two bytes, below it the VLAN. */
const PRIORITY = 0xf000;
const EXTENSION = 0x0fff;

const F = declare('stp', {
  protocol: hex('Protocol', 4, { wireshark: 'stp.protocol' }),
  version: integer('Version', { names: VERSIONS, wireshark: 'stp.version' }),
  type: hex('Type', 2, { names: TYPES, wireshark: 'stp.type' }),
  flags: flags('Flags', 2, FLAGS, { names: (set) => ROLES[(set >> 2) & 3], wireshark: 'stp.flags' }),
  'flags.tc': boolean('Topology change', { hidden: true, wireshark: 'stp.flags.tc' }),
  'root.prio': integer('Root priority', { wireshark: 'stp.root.prio' }),
  'root.ext': integer('Root VLAN', { help: 'System ID extension.', wireshark: 'stp.root.ext' }),
  'root.hw': address('Root address', { wireshark: 'stp.root.hw' }),
  'root.cost': integer('Root path cost', { wireshark: 'stp.root.cost' }),
  'bridge.prio': integer('Bridge priority', { wireshark: 'stp.bridge.prio' }),
  'bridge.ext': integer('Bridge VLAN', { help: 'System ID extension.', wireshark: 'stp.bridge.ext' }),
  'bridge.hw': address('Bridge address', { wireshark: 'stp.bridge.hw' }),
  port: hex('Port', 4, { wireshark: 'stp.port' }),
  msg_age: float('Message age', { unit: 's', wireshark: 'stp.msg_age' }),
  max_age: float('Maximum age', { unit: 's', wireshark: 'stp.max_age' }),
  hello: float('Hello time', { unit: 's', wireshark: 'stp.hello' }),
  forward: float('Forward delay', { unit: 's', wireshark: 'stp.forward' }),
});

const TIMES = [F.msg_age, F.max_age, F.hello, F.forward];

const decodeStp: Decoder = (packet, span) => {
  const layer = packet.layer('Spanning tree', span);
  layer.u16(F.protocol);
  const version = layer.u8(F.version);
  const type = layer.u8(F.type);
  const info = type === TOPOLOGY_CHANGE_NOTIFICATION ? notification : readConfiguration(layer);
  packet.say(VERSIONS.get(version) ?? 'STP', info);
  packet.push(layer, info);
  return layer.goOn(By.Data);
};

function notification(): string {
  return 'Topology change notification';
}

/** Gives what the packet's line says. */
function readConfiguration(layer: LayerReader): () => string {
  const set = layer.u8(F.flags);
  layer.part(F['flags.tc'], set & TOPOLOGY_CHANGE);
  const root = readBridge(layer, F['root.prio'], F['root.ext'], F['root.hw']);
  const cost = layer.u32(F['root.cost']);
  readBridge(layer, F['bridge.prio'], F['bridge.ext'], F['bridge.hw']);
  const port = layer.u16(F.port);
  // The unit is 1/256 s.
  for (const field of TIMES) layer.u16(field, (units) => units / 256);
  const change = (set & TOPOLOGY_CHANGE) === 0 ? '' : 'Topology change, ';
  return () => `${change}Root = ${root()}  Cost = ${cost}  Port = ${hex16(port)}`;
}

function readBridge(layer: LayerReader, priority: Field, extension: Field, hardware: Field): () => string {
  const word = layer.bits(2, priority.label);
  layer.part(priority, word & PRIORITY);
  layer.part(extension, word & EXTENSION);
  const mac = layer.mac(hardware);
  return () => `${word & PRIORITY}/${word & EXTENSION}/${mac}`;
}

export const stp: Protocol = {
  id: 'stp',
  name: 'Spanning tree',
  fields: F,
  decode: decodeStp,
  places: [
    { by: By.LlcSap, numbers: [0x42] },
    // Cisco's PVST+.
    { by: By.Cisco, numbers: [0x010b] },
  ],
};
