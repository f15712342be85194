/** IEEE 802.11 frames (802.11-2016 section 9): control, management (beacons' network name) and data. */
import { By, type HeaderReader } from '../headers/next.ts';
import { WifiQuirk } from '../headers/wifi-quirk.ts';
import { always, when, type Protocol } from '../protocol.ts';
import type { Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder } from '../reading/packet.ts';
import { firstOf } from '../reading/span.ts';
import { WIFI_ADDRESSES, WIFI_FIELDS } from './wifi-fields.ts';
import { wifiKind } from './wifi-kinds.ts';
import { isSwapped, readBareWifi, readWifi, SUBFRAME_HEADER } from './wifi-reader.ts';

const MANAGEMENT = 0;
const CONTROL = 1;
const DATA = 2;
const TO_DS = 0x01;
const FROM_DS = 0x02;
const RETRY = 0x08;
const PROTECTED = 0x40;
const ORDER = 0x80;
/** Bits of a data frame's subtype: no data; QoS control. */
const EMPTY = 4;
const QUALITY = 8;
/** Control frames with a receiver only. */
const CLEAR_TO_SEND = 12;
const ACKNOWLEDGEMENT = 13;
const PROBE_REQUEST = 4;
const PROBE_RESPONSE = 5;
const BEACON = 8;
/** Beacon, probe response: time stamp, interval, capabilities before the elements. */
const BEACON_FIXED = 12;
const NETWORK_NAME = 0;
const F = WIFI_FIELDS;

interface Frame {
  readonly type: number;
  readonly subtype: number;
  readonly flags: number;
}

const decodeWifi: Decoder = (packet, span, quirks) => {
  const layer = packet.layer('802.11', span);
  const swapped = (quirks & WifiQuirk.EitherOrder) !== 0 && isSwapped(packet.bytes, span.start);
  const frame = readControl(layer, swapped);
  layer.u16le(F.duration);
  if (frame.type === CONTROL) readControlAddresses(layer, frame);
  else readAddresses(layer, frame, swapped);
  const name = frame.type === MANAGEMENT ? readNetworkName(layer, frame.subtype) : undefined;
  const info = (): string => kindText(frame) + nameText(name);
  const next = frame.type === DATA ? dataPayload(layer, frame, quirks) : rest(layer);
  packet.say('802.11', info);
  packet.push(layer, info);
  return next;
};

function kindText({ type, subtype }: Frame): string {
  return wifiKind((type << 4) | subtype) ?? `Type ${type}, subtype ${subtype}`;
}

function nameText(name: string | undefined): string {
  if (name === undefined) return '';
  return `, SSID=${name === '' ? 'broadcast' : name}`;
}

function readControl(layer: LayerReader, swapped: boolean): Frame {
  const control = swapped ? layer.u16(F.fc) : layer.u16le(F.fc);
  const type = (control >> 2) & 3;
  const subtype = (control >> 4) & 15;
  const flags = control >> 8;
  const kindAt = swapped ? 1 : 0;
  layer.part(F['fc.type_subtype'], (type << 4) | subtype, kindAt, 1);
  layer.part(F['fc.type'], type, kindAt, 1);
  layer.part(F['fc.subtype'], subtype, kindAt, 1);
  readFlags(layer, flags, 1 - kindAt);
  return { type, subtype, flags };
}

function readFlags(layer: LayerReader, flags: number, at: number): void {
  const keep = (field: Field, bit: number): void => layer.part(field, (flags & bit) === 0 ? 0 : 1, at, 1);
  keep(F['fc.tods'], TO_DS);
  keep(F['fc.fromds'], FROM_DS);
  keep(F['fc.retry'], RETRY);
  keep(F['fc.protected'], PROTECTED);
}

/** Acknowledgements and clear-to-send have a receiver only; most others a transmitter too. */
function readControlAddresses(layer: LayerReader, { subtype }: Frame): void {
  layer.mac(F.ra);
  if (subtype !== CLEAR_TO_SEND && subtype !== ACKNOWLEDGEMENT && layer.left >= 6) layer.mac(F.ta);
}

/** Which address is which depends on whether the frame goes to or comes from the distribution system. */
function readAddresses(layer: LayerReader, { flags }: Frame, swapped: boolean): void {
  const system = flags & (TO_DS | FROM_DS);
  for (const field of WIFI_ADDRESSES[system] ?? []) layer.mac(field);
  const word = layer.bits(2, F.seq.label);
  const sequence = swapped ? word : ((word & 0xff) << 8) | (word >> 8);
  layer.part(F.seq, sequence >> 4);
  layer.part(F.frag, sequence & 15, swapped ? 1 : 0, 1);
  if (system === (TO_DS | FROM_DS)) layer.mac(F.sa);
}

/** The first element of beacons and probes; undefined if it is not a name. */
function readNetworkName(layer: LayerReader, subtype: number): string | undefined {
  if (subtype === BEACON || subtype === PROBE_RESPONSE) layer.raw(F.fixed, BEACON_FIXED);
  else if (subtype !== PROBE_REQUEST) return undefined;
  const length = layer.peek(1);
  if (layer.peek() !== NETWORK_NAME || length < 0) return undefined;
  layer.skip(2);
  return layer.text(F.ssid, length);
}

function dataPayload(layer: LayerReader, { subtype, flags }: Frame, quirks: number): Following | undefined {
  const quality = (subtype & QUALITY) !== 0;
  if (quality) layer.u16le(F.qos);
  if (quality && (flags & ORDER) !== 0) layer.skip(4, 'HT control');
  if ((subtype & EMPTY) !== 0 || layer.left === 0) return undefined;
  const next = layer.follow(withQuirks(quirks));
  return next?.by === By.Llc ? skipTo(layer, next) : next;
}

function withQuirks(quirks: number): HeaderReader {
  return (bytes, at, end, next) => {
    next.number = quirks;
    return readWifi(bytes, at, end, next);
  };
}

/** Passes the padding before what the reader has found, and the header of an aggregate's first frame. */
function skipTo(layer: LayerReader, next: Following): Following {
  const gap = next.span.start - layer.at;
  if (gap < SUBFRAME_HEADER) {
    layer.skip(gap, 'padding');
    return next;
  }
  layer.skip(gap - SUBFRAME_HEADER, 'padding');
  layer.mac(F.da);
  layer.mac(F.sa);
  return { ...next, span: firstOf(next.span, layer.u16(F['subframe.len'])) };
}

function rest(layer: LayerReader): Following | undefined {
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
}

export const wifi: Protocol = {
  id: 'wlan',
  name: '802.11',
  fields: F,
  decode: decodeWifi,
  places: [
    { by: By.Wifi, read: always(readWifi) },
    { by: By.Link, numbers: [105], as: WifiQuirk.None, read: when('wifi', readBareWifi) },
  ],
};
