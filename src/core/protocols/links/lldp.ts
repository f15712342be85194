/** LLDP (IEEE 802.1AB): a list of type-length-value pieces; the optional ones of organisations stay bytes. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, flags, integer, text, type Field, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const CHASSIS_KINDS = [
  undefined,
  'chassis component',
  'interface alias',
  'port component',
  'MAC address',
  'network address',
  'interface name',
  'local',
];
const PORT_KINDS = [
  undefined,
  'interface alias',
  'port component',
  'MAC address',
  'network address',
  'interface name',
  'agent circuit',
  'local',
];
const CAPABILITIES: FlagNames = [
  [0x01, 'other'],
  [0x02, 'repeater'],
  [0x04, 'bridge'],
  [0x08, 'access point'],
  [0x10, 'router'],
  [0x20, 'telephone'],
  [0x40, 'cable modem'],
  [0x80, 'station'],
];

const F = declare('lldp', {
  'chassis.subtype': integer('Chassis ID subtype', { names: CHASSIS_KINDS, wireshark: 'lldp.chassis.subtype' }),
  'chassis.id': text('Chassis ID'),
  'port.subtype': integer('Port ID subtype', { names: PORT_KINDS, wireshark: 'lldp.port.subtype' }),
  'port.id': text('Port ID'),
  ttl: integer('Time to live', { unit: 's', wireshark: 'lldp.time_to_live' }),
  'port.description': text('Port description', { wireshark: 'lldp.port.desc' }),
  'system.name': text('System name', { wireshark: 'lldp.tlv.system.name' }),
  'system.description': text('System description', { wireshark: 'lldp.tlv.system.desc' }),
  capabilities: flags('Capabilities', 4, CAPABILITIES, { wireshark: 'lldp.tlv.system_cap' }),
  'capabilities.enabled': flags('Enabled capabilities', 4, CAPABILITIES, { wireshark: 'lldp.tlv.enable_system_cap' }),
  'management.address': bytes('Management address', { help: 'With its length and interface.' }),
  organisation: bytes('Organisation’s own'),
  type: integer('Type', { help: 'Of a piece without a field of its own.' }),
  data: bytes('Data'),
});

/** Pieces that are one field of text. */
const TEXTS: ReadonlyMap<number, Field> = new Map([
  [4, F['port.description']],
  [5, F['system.name']],
  [6, F['system.description']],
]);
/** Pieces that stay bytes. */
const RAW: ReadonlyMap<number, Field> = new Map([
  [1, F['chassis.id']],
  [2, F['port.id']],
  [3, F.ttl],
  [7, F.capabilities],
  [8, F['management.address']],
  [127, F.organisation],
]);
const CHASSIS_ID = 1;
const PORT_ID = 2;
const TIME_TO_LIVE = 3;
const SYSTEM_CAPABILITIES = 7;
const SAID: readonly Field[] = [F['chassis.id'], F['port.id'], F['system.name']];

const decodeLldp: Decoder = (packet, span) => {
  const layer = packet.layer('LLDP', span);
  const facts = new Map<Field, string>();
  while (layer.left >= 2 && readPiece(layer, facts));
  const info = (): string => SAID.flatMap((field) => describe(facts, field)).join('  ');
  packet.say('LLDP', info);
  packet.push(layer, info);
  return undefined;
};

function describe(facts: ReadonlyMap<Field, string>, field: Field): readonly string[] {
  const value = facts.get(field);
  return value === undefined ? [] : [`${field.label} = ${value}`];
}

/** Reads one piece; false at the end of the list. */
function readPiece(layer: LayerReader, facts: Map<Field, string>): boolean {
  const head = layer.bits(2, 'piece');
  const type = head >> 9;
  const length = head & 0x1ff;
  if (type === 0) return false;
  const named = TEXTS.get(type);
  if (named !== undefined) facts.set(named, layer.text(named, length));
  else if (type === CHASSIS_ID && length > 1)
    facts.set(F['chassis.id'], readId(layer, F['chassis.subtype'], F['chassis.id'], length));
  else if (type === PORT_ID && length > 1)
    facts.set(F['port.id'], readId(layer, F['port.subtype'], F['port.id'], length));
  else readOther(layer, type, length);
  return !layer.broken;
}

function readId(layer: LayerReader, subtype: Field, id: Field, length: number): string {
  const kind = subtype.nameOf?.(layer.u8(subtype));
  if (kind === 'MAC address' && length === 7) return layer.mac(id);
  return kind === 'network address' ? layer.raw(id, length - 1) : layer.text(id, length - 1);
}

function readOther(layer: LayerReader, type: number, length: number): void {
  if (type === TIME_TO_LIVE && length === 2) layer.u16(F.ttl);
  else if (type === SYSTEM_CAPABILITIES && length === 4) {
    layer.u16(F.capabilities);
    layer.u16(F['capabilities.enabled']);
  } else {
    const field = RAW.get(type);
    if (field === undefined) layer.part(F.type, type, 0, 1);
    layer.raw(field ?? F.data, length);
  }
}

export const lldp: Protocol = {
  id: 'lldp',
  name: 'LLDP',
  fields: F,
  decode: decodeLldp,
  places: [{ by: By.Ethertype, numbers: [0x88cc] }],
};
