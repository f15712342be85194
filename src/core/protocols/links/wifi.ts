/** IEEE 802.11 frames (802.11-2016 section 9): control, management (beacons' network name) and data. */
import { hex16, yesNo } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { firstOf, after } from '../reading/span.ts';
import type { Span } from '../reading/span.ts';
import type { Decoder, Next, Packet } from '../reading/packet.ts';
import { WIFI_KINDS } from './wifi-kinds.ts';

const MANAGEMENT = 0;
const CONTROL = 1;
const DATA = 2;
const TO_DS = 1;
const FROM_DS = 2;
const ORDER = 0x80;
const PROTECTED = 0x40;
const CHECK_SEQUENCE_BYTES = 4;
/** Beacon, probe response: time stamp, interval, capabilities before the elements. */
const BEACON_FIXED = 12;

interface Frame {
  readonly type: number;
  readonly subtype: number;
  readonly flags: number;
  readonly kind: string;
}

export const decodeWifi: Decoder = (packet, whole, withCheckSequence) => {
  const layer = packet.layer('802.11', withCheckSequence === 1 ? withoutCheckSequence(whole) : whole);
  const frame = readControl(layer);
  layer.u16le('Duration', (value) => `${value} µs`);
  if (frame.type === CONTROL) readControlAddresses(packet, layer, frame);
  else readAddresses(packet, layer, frame);
  const name = frame.type === MANAGEMENT ? readNetworkName(layer, frame.subtype) : '';
  packet.say('802.11', `${frame.kind}${name}`);
  const next = frame.type === DATA ? dataPayload(layer, frame) : rest(layer);
  packet.push(layer, `${frame.kind}${name}`);
  return layer.broken ? undefined : next;
};

function withoutCheckSequence(span: Span): Span {
  return firstOf(span, Math.max(0, span.wireEnd - span.start - CHECK_SEQUENCE_BYTES));
}

function readControl(layer: LayerReader): Frame {
  const control = layer.u16le('Frame control', hex16);
  const type = (control >> 2) & 3;
  const subtype = (control >> 4) & 15;
  const flags = control >> 8;
  const kind = WIFI_KINDS[type]?.[subtype] ?? `Type ${type}, subtype ${subtype}`;
  layer.note('Kind', kind, layer.start, 1);
  layer.note('Protected', yesNo(flags & PROTECTED), layer.start + 1, 1);
  return { type, subtype, flags, kind };
}

/** Acknowledgements and clear-to-send have a receiver only; most others a transmitter too. */
function readControlAddresses(packet: Packet, layer: LayerReader, frame: Frame): void {
  const receiver = layer.mac('Receiver');
  const alone = frame.subtype === 12 || frame.subtype === 13 || layer.left < 6;
  packet.between(alone ? '' : layer.mac('Transmitter'), receiver);
}

/** Which address is which depends on whether the frame goes to or comes from the distribution system. */
function readAddresses(packet: Packet, layer: LayerReader, frame: Frame): void {
  const system = frame.flags & 3;
  const names = ADDRESS_NAMES[system] ?? ['', '', ''];
  const found = new Map(names.map((name) => [name, layer.mac(name)]));
  layer.u16le('Sequence', (value) => `${value >> 4}, fragment ${value & 15}`);
  if (system === (TO_DS | FROM_DS)) found.set('Source', layer.mac('Source'));
  packet.between(found.get('Source') ?? '', found.get('Destination') ?? '');
}

const ADDRESS_NAMES = [
  ['Destination', 'Source', 'BSSID'],
  ['BSSID', 'Source', 'Destination'],
  ['Destination', 'BSSID', 'Source'],
  ['Receiver', 'Transmitter', 'Destination'],
];

function readNetworkName(layer: LayerReader, subtype: number): string {
  if (subtype === 8 || subtype === 5) layer.raw('Fixed parameters', BEACON_FIXED);
  else if (subtype !== 4) return '';
  if (layer.peek() !== 0 || layer.peek(1) < 0) return '';
  const length = layer.peek(1);
  layer.skip(2);
  const name = layer.text('Network name', length);
  return `, SSID=${name === '' ? 'broadcast' : name}`;
}

function dataPayload(layer: LayerReader, frame: Frame): Next | undefined {
  const quality = (frame.subtype & 8) !== 0;
  if (quality) layer.u16le('QoS control', hex16);
  if (quality && (frame.flags & ORDER) !== 0) layer.skip(4, 'HT control');
  const empty = (frame.subtype & 4) !== 0;
  if (layer.broken || empty || layer.left === 0) return undefined;
  const readable = (frame.flags & PROTECTED) === 0;
  return { by: readable ? 'llc' : 'data', number: 0, span: after(layer) };
}

function rest(layer: LayerReader): Next | undefined {
  return layer.left > 0 ? { by: 'data', number: 0, span: after(layer) } : undefined;
}
