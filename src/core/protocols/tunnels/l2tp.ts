/** L2TP version 2 (RFC 2661) in UDP and version 3 (RFC 3931) in UDP and IP: control messages, and what sessions carry. */
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { boolean, bytes, declare, flags, integer, type FlagNames } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { CONTROL, LENGTH, OFFSET, readL2tp, readL2tpOverIp, SEQUENCE, VERSION } from './l2tp-reader.ts';

const OVER_IP = 115;
/** A message's first attribute tells its type: two bytes of length and flags, vendor 0, attribute 0. */
const MESSAGE_TYPE_BYTES = 8;

const FLAGS: FlagNames = [
  [CONTROL, 'control'],
  [LENGTH, 'length'],
  [SEQUENCE, 'sequence'],
  [OFFSET, 'offset'],
  [0x0100, 'priority'],
];
/** RFC 2661 section 3.2, RFC 3931 section 3.1. */
const MESSAGES: ReadonlyMap<number, string> = new Map([
  [1, 'Start-Control-Connection-Request'],
  [2, 'Start-Control-Connection-Reply'],
  [3, 'Start-Control-Connection-Connected'],
  [4, 'Stop-Control-Connection-Notification'],
  [6, 'Hello'],
  [7, 'Outgoing-Call-Request'],
  [8, 'Outgoing-Call-Reply'],
  [9, 'Outgoing-Call-Connected'],
  [10, 'Incoming-Call-Request'],
  [11, 'Incoming-Call-Reply'],
  [12, 'Incoming-Call-Connected'],
  [14, 'Call-Disconnect-Notify'],
  [15, 'WAN-Error-Notify'],
  [16, 'Set-Link-Info'],
  [20, 'Explicit-Acknowledgement'],
]);

const F = declare('l2tp', {
  flags: flags('Flags and version', 4, FLAGS),
  control: boolean('Control message', { hidden: true, wireshark: 'l2tp.type' }),
  version: integer('Version', { hidden: true, wireshark: 'l2tp.version' }),
  len: integer('Length', { unit: 'bytes', wireshark: 'l2tp.length' }),
  tunnel: integer('Tunnel', { help: 'Of version 2.', wireshark: 'l2tp.tunnel' }),
  session: integer('Session', { help: 'Of version 2.', wireshark: 'l2tp.session' }),
  ccid: integer('Control connection', { help: 'Of version 3.', wireshark: 'l2tp.ccid' }),
  sid: integer('Session', { help: 'Of version 3.', wireshark: 'l2tp.sid' }),
  ns: integer('Sequence number', { wireshark: 'l2tp.Ns' }),
  nr: integer('Expected sequence number', { wireshark: 'l2tp.Nr' }),
  offset: integer('Offset', { unit: 'bytes', wireshark: 'l2tp.offset' }),
  message: integer('Message', { names: MESSAGES, wireshark: 'l2tp.avp.message_type' }),
  cookie: bytes('Cookie and sublayer', { help: 'What stands between session and packet, by what looks like one.' }),
});

/** The number is IP's, or the UDP port. */
const decodeL2tp: Decoder = (packet, span, number) => {
  const layer = packet.layer('L2TP', span);
  if (number === OVER_IP) return overIp(packet, layer);
  const set = readFlags(layer);
  if ((set & CONTROL) !== 0) return readControl(packet, layer, set);
  if ((set & VERSION) !== 3) return readVersion2(packet, layer, set);
  layer.skip(2);
  return followSession(packet, layer, layer.u32(F.sid), readL2tp);
};

/** Session 0 is control, whose header follows. */
function overIp(packet: Packet, layer: LayerReader): Following | undefined {
  const session = layer.u32(F.sid);
  if (session !== 0 || layer.broken) return followSession(packet, layer, session, readL2tpOverIp);
  return readControl(packet, layer, readFlags(layer));
}

function readFlags(layer: LayerReader): number {
  const set = layer.u16(F.flags);
  layer.part(F.control, (set & CONTROL) === 0 ? 0 : 1, 0, 1);
  layer.part(F.version, set & VERSION, 1, 1);
  return set;
}

function readControl(packet: Packet, layer: LayerReader, set: number): Following | undefined {
  if ((set & LENGTH) !== 0) layer.u16(F.len);
  if ((set & VERSION) === 3) layer.u32(F.ccid);
  else {
    layer.u16(F.tunnel);
    layer.u16(F.session);
  }
  layer.u16(F.ns);
  layer.u16(F.nr);
  const message = readMessage(layer);
  const info = (): string => (message < 0 ? 'Acknowledgement' : nameText(F.message, message));
  packet.say('L2TP', () => (layer.broken ? 'Cut short' : info()));
  packet.push(layer, info);
  return layer.goOn(By.Data);
}

/** Type of a control message; -1 for one without attributes, which only acknowledges. */
function readMessage(layer: LayerReader): number {
  if (layer.left < MESSAGE_TYPE_BYTES || layer.peek16(2) !== 0 || layer.peek16(4) !== 0) return -1;
  layer.skip(6);
  return layer.u16(F.message);
}

function readVersion2(packet: Packet, layer: LayerReader, set: number): Following | undefined {
  if ((set & LENGTH) !== 0) layer.u16(F.len);
  const tunnel = layer.u16(F.tunnel);
  const session = layer.u16(F.session);
  if ((set & SEQUENCE) !== 0) {
    layer.u16(F.ns);
    layer.u16(F.nr);
  }
  if ((set & OFFSET) !== 0) layer.skip(layer.u16(F.offset), 'offset');
  const info = (): string => `Tunnel ${tunnel}, session ${session}`;
  packet.say('L2TP', info);
  packet.push(layer, info);
  return layer.follow(readL2tp);
}

/** Data of version 3: where it begins is told by what it looks like. */
function followSession(packet: Packet, layer: LayerReader, session: number, read: HeaderReader): Following | undefined {
  const next = layer.follow(read);
  if (next !== undefined && next.span.start > layer.at) layer.raw(F.cookie, next.span.start - layer.at);
  packet.say('L2TP', () => `Session ${session}`);
  packet.push(layer, () => `Session ${session}`);
  return next;
}

export const l2tp: Protocol = {
  id: 'l2tp',
  name: 'L2TP',
  fields: F,
  decode: decodeL2tp,
  places: [
    { by: By.Udp, numbers: [1701], read: when('l2tp', readL2tp) },
    { by: By.Ip, numbers: [OVER_IP], read: when('l2tp', readL2tpOverIp) },
  ],
};
