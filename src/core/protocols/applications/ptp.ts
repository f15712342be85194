/** PTP version 2 (IEEE 1588-2008 section 13), over UDP or Ethernet; version 1 by name. */
import { hexBytes } from '../../../base/text.ts';
import { hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
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
const TIMED: ReadonlySet<number> = new Set([0, 1, 2, 3, 8, 9, 10, 11]);
const DELAY_RESPONSES: ReadonlySet<number> = new Set([3, 9, 10]);
const ANNOUNCE = 11;
const UNSET = '0.000000000';
/** The correction field counts 2^-16 nanoseconds. */
const CORRECTION_UNIT = 65536;

export const decodePtp: Decoder = (packet, span) => {
  const layer = packet.layer('PTP', span);
  if ((layer.peek(1) & 15) !== 2) return decodeOther(packet, layer);
  const type =
    layer.u8(
      'Message',
      named((value) => MESSAGES.get(value & 15)),
    ) & 15;
  layer.u8('Version', (value) => `${value & 15}`);
  layer.u16('Length');
  layer.u8('Domain');
  layer.skip(1);
  layer.u16('Flags', hex16);
  readCorrection(packet.bytes, layer);
  layer.skip(4);
  readPort(packet.bytes, layer, 'Source');
  const sequence = layer.u16('Sequence number');
  layer.u8('Control');
  layer.u8('Message interval', (value) => `${2 ** (value > 127 ? value - 256 : value)} s`);
  return finish(packet, layer, type, sequence);
};

function decodeOther(packet: Packet, layer: LayerReader): ReturnType<Decoder> {
  packet.say('PTP', 'PTPv1');
  packet.push(layer, 'Not version 2');
  return dataAfter(layer);
}

function finish(packet: Packet, layer: LayerReader, type: number, sequence: number): ReturnType<Decoder> {
  const stamp = TIMED.has(type) && layer.left >= 10 ? readTime(packet.bytes, layer) : '';
  // Two-step clocks leave the first message's time stamp empty and tell it in the follow-up.
  const time = stamp === UNSET ? '' : stamp;
  if (DELAY_RESPONSES.has(type) && layer.left >= 10) readPort(packet.bytes, layer, 'Requesting');
  if (type === ANNOUNCE && layer.left >= 20) readAnnounce(layer);
  const name = MESSAGES.get(type) ?? `Message ${type}`;
  packet.say('PTP', `${name} seq=${sequence}${time === '' ? '' : ` time=${time}`}`);
  packet.push(layer, `${name}, sequence ${sequence}`);
  return layer.left > 0 ? dataAfter(layer) : undefined;
}

function readCorrection(bytes: Uint8Array, layer: LayerReader): void {
  layer.value('Correction', 8, (at) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return `${Number(view.getBigInt64(at)) / CORRECTION_UNIT} ns`;
  });
}

function readPort(bytes: Uint8Array, layer: LayerReader, name: string): void {
  layer.value(`${name} clock`, 8, (at) => hexBytes(bytes, at, at + 8));
  layer.u16(`${name} port`);
}

/** 48 bits of seconds, 32 of nanoseconds. */
function readTime(bytes: Uint8Array, layer: LayerReader): string {
  return layer.value('Time stamp', 10, (at) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const seconds = view.getUint16(at) * 4294967296 + view.getUint32(at + 2);
    return `${seconds}.${String(view.getUint32(at + 6)).padStart(9, '0')}`;
  });
}

function readAnnounce(layer: LayerReader): void {
  layer.u16('UTC offset', (value) => `${value} s`);
  layer.skip(1);
  layer.u8('Grandmaster priority 1');
  layer.raw('Grandmaster quality', 4);
  layer.u8('Grandmaster priority 2');
  layer.raw('Grandmaster clock', 8);
  layer.u16('Steps removed');
}
