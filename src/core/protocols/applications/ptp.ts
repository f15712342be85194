/** PTP version 2 (IEEE 1588-2008 section 13), over UDP or Ethernet; version 1 by name. */
import { hexBytes } from '../../../base/text.ts';
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, flags, float, integer, text, together, type Field, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const MESSAGES: ReadonlyMap<number, string> = new Map([
  [0, 'Sync'],
  [1, 'Delay_Req'],
  [2, 'Peer_Delay_Req'],
  [3, 'Peer_Delay_Resp'],
  [8, 'Follow_Up'],
  [9, 'Delay_Resp'],
  [10, 'Peer_Delay_Resp_Follow_Up'],
  [11, 'Announce'],
  [12, 'Signalling'],
  [13, 'Management'],
]);
const FLAGS: FlagNames = [
  [0x0100, 'alternate master'],
  [0x0200, 'two-step'],
  [0x0400, 'unicast'],
  [0x0001, 'leap 61'],
  [0x0002, 'leap 59'],
  [0x0004, 'UTC offset valid'],
  [0x0008, 'PTP timescale'],
  [0x0010, 'time traceable'],
  [0x0020, 'frequency traceable'],
];
const TIMED: ReadonlySet<number> = new Set([0, 1, 2, 3, 8, 9, 10, 11]);
const DELAY_RESPONSES: ReadonlySet<number> = new Set([3, 9, 10]);
const ANNOUNCE = 11;
/** The correction field counts 2^-16 nanoseconds. */
const CORRECTION_UNIT = 65536;
const WORD = 4294967296;

const F = declare('ptp', {
  sdo: integer('Major SDO', { help: 'Whose profile it is: 1 for IEEE 802.1AS.', wireshark: 'ptp.v2.majorsdoid' }),
  type: integer('Message', { names: MESSAGES, wireshark: 'ptp.v2.messagetype' }),
  version: integer('Version', { wireshark: 'ptp.v2.versionptp' }),
  length: integer('Length', { unit: 'bytes', wireshark: 'ptp.v2.messagelength' }),
  domain: integer('Domain', { wireshark: 'ptp.v2.domainnumber' }),
  flags: flags('Flags', 4, FLAGS, { wireshark: 'ptp.v2.flags' }),
  correction: float('Correction', { unit: 'ns' }),
  clock: bytes('Source clock', { wireshark: 'ptp.v2.clockidentity' }),
  port: integer('Source port', { wireshark: 'ptp.v2.sourceportid' }),
  sequence: integer('Sequence number', { wireshark: 'ptp.v2.sequenceid' }),
  control: integer('Control'),
  interval: float('Message interval', { unit: 's' }),
  time: text('Time stamp', { unit: 's', help: 'Seconds and nanoseconds since 1970, in international atomic time.' }),
  'time.seconds': integer('Seconds of the time stamp', { unit: 's', hidden: true }),
  'time.nanoseconds': integer('Nanoseconds of the time stamp', { unit: 'ns', hidden: true }),
  'requesting.clock': bytes('Requesting clock'),
  'requesting.port': integer('Requesting port'),
});

/** Of the announcement. */
const A = declare('ptp.grandmaster', {
  utc_offset: integer('UTC offset', { unit: 's' }),
  priority1: integer('Grandmaster priority 1', { wireshark: 'ptp.v2.an.priority1' }),
  quality: bytes('Grandmaster quality', { help: 'Class, accuracy, variance.' }),
  priority2: integer('Grandmaster priority 2', { wireshark: 'ptp.v2.an.priority2' }),
  clock: bytes('Grandmaster clock', { wireshark: 'ptp.v2.an.grandmasterclockidentity' }),
  steps_removed: integer('Steps removed', { wireshark: 'ptp.v2.an.localstepsremoved' }),
});

interface Stamp {
  readonly seconds: number;
  readonly nanoseconds: number;
}

const decodePtp: Decoder = (packet, span) => {
  const layer = packet.layer('PTP', span);
  if ((layer.peek(1) & 15) !== 2) return decodeOther(packet, layer);
  const first = layer.bits(1, 'Message');
  layer.part(F.sdo, first >> 4);
  layer.part(F.type, first & 15);
  layer.u8(F.version, (value) => value & 15);
  layer.u16(F.length);
  layer.u8(F.domain);
  layer.skip(1);
  layer.u16(F.flags);
  readCorrection(packet.bytes, layer);
  layer.skip(4);
  readPort(packet.bytes, layer, F.clock, F.port);
  const sequence = layer.u16(F.sequence);
  layer.u8(F.control);
  layer.u8(F.interval, (value) => 2 ** (value > 127 ? value - 256 : value));
  return finish(packet, layer, first & 15, sequence);
};

function decodeOther(packet: Packet, layer: LayerReader): Following | undefined {
  packet.say('PTP', () => 'PTPv1');
  packet.push(layer, () => 'Not version 2');
  return layer.goOn(By.Data);
}

function finish(packet: Packet, layer: LayerReader, type: number, sequence: number): Following | undefined {
  const stamp = TIMED.has(type) && layer.left >= 10 ? readTime(packet.bytes, layer) : undefined;
  if (DELAY_RESPONSES.has(type) && layer.left >= 10)
    readPort(packet.bytes, layer, F['requesting.clock'], F['requesting.port']);
  if (type === ANNOUNCE && layer.left >= 20) readAnnounce(layer);
  const name = MESSAGES.get(type) ?? `Message ${type}`;
  packet.say('PTP', () => `${name} seq=${sequence}${timeInfo(stamp)}`);
  packet.push(layer, () => `${name}, sequence ${sequence}`);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
}

/** Two-step clocks leave the first message's time stamp empty and tell it in the follow-up. */
function timeInfo(stamp: Stamp | undefined): string {
  return stamp === undefined || (stamp.seconds === 0 && stamp.nanoseconds === 0) ? '' : ` time=${stampText(stamp)}`;
}

function readCorrection({ buffer, byteOffset, byteLength }: Uint8Array, layer: LayerReader): void {
  const { at } = layer;
  layer.skip(8, F.correction.label);
  if (layer.broken) return;
  const view = new DataView(buffer, byteOffset, byteLength);
  layer.part(F.correction, (view.getInt32(at) * WORD + view.getUint32(at + 4)) / CORRECTION_UNIT);
}

function readPort(bytes: Uint8Array, layer: LayerReader, clock: Field, port: Field): void {
  layer.value(clock, 8, (at) => hexBytes(bytes, at, at + 8));
  layer.u16(port);
}

/** 48 bits of seconds, 32 of nanoseconds; ten bytes that are there. */
function readTime({ buffer, byteOffset, byteLength }: Uint8Array, layer: LayerReader): Stamp {
  const view = new DataView(buffer, byteOffset, byteLength);
  const { at } = layer;
  const seconds = view.getUint16(at) * WORD + view.getUint32(at + 2);
  const stamp = { seconds, nanoseconds: view.getUint32(at + 6) };
  layer.value(F.time, 10, () => stampText(stamp));
  layer.part(F['time.seconds'], seconds, 0, 6);
  layer.part(F['time.nanoseconds'], stamp.nanoseconds, 6, 4);
  return stamp;
}

function stampText({ seconds, nanoseconds }: Stamp): string {
  return `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}

function readAnnounce(layer: LayerReader): void {
  layer.u16(A.utc_offset, (value) => (value << 16) >> 16);
  layer.skip(1);
  layer.u8(A.priority1);
  layer.raw(A.quality, 4);
  layer.u8(A.priority2);
  layer.raw(A.clock, 8);
  layer.u16(A.steps_removed);
}

export const ptp: Protocol = {
  id: 'ptp',
  name: 'PTP',
  fields: together(F, A),
  decode: decodePtp,
  places: [
    { by: By.Ethertype, numbers: [0x88f7] },
    { by: By.Udp, numbers: [319, 320] },
  ],
};
