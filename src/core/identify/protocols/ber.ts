import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';
import { ByteStream } from './byte-stream.ts';
import { Cursor } from './cursor.ts';

/** A BER length: its value, and how many bytes it takes; -1 where it cannot be. */
function lengthAt(packet: PayloadView, at: number): readonly [value: number, bytes: number] {
  const first = packet.u8(at);
  if (first < 0x80) return [first, 1];
  const bytes = first & 0x7f;
  if (bytes === 0 || bytes > 4) return [-1, 1];
  let value = 0;
  for (let index = 1; index <= bytes; index++) value = value * 256 + Math.max(0, packet.u8(at + index));
  return [value, 1 + bytes];
}

/** LDAP (RFC 4511): a sequence with a number and an operation. */
export const ldap = byOnePacket('LDAP', Transport.Both, (packet) => {
  if (packet.size < 14 || packet.u8(0) !== 0x30) return false;
  const at = 1 + lengthAt(packet, 1)[1];
  if (packet.u8(at) !== 2) return false;
  const tag = packet.u8(at + 2 + packet.u8(at + 1));
  return packet.u8(at + 1) >= 1 && packet.u8(at + 1) <= 4 && tag >= 0x60 && tag <= 0x79;
});

/** SNMP (RFC 3416): a sequence that fills the packet, and a version. */
export const snmp: Recogniser = {
  names: ['SNMP'],
  transport: Transport.Udp,
  look(packet, flow) {
    const [length, bytes] = lengthAt(packet, 1);
    const at = 1 + bytes;
    const sound = packet.size > 16 && packet.u8(0) === 0x30 && length === packet.size - at && packet.u16(at) === 0x0201;
    if (sound && [0, 1, 3].includes(packet.u8(at + 2))) return flow.found('SNMP');
    if (flow.portName === 'SNMP') flow.portName = '';
    return Answer.No;
  },
};

const KERBEROS_TYPES = new Set([10, 11, 12, 13, 14, 30]);

/** Kerberos (RFC 4120): a message type among the first bytes; over TCP put together by its length. */
export const kerberos: Recogniser = {
  names: ['Kerberos'],
  transport: Transport.Both,
  look(packet, flow, mark) {
    if (!packet.tcp) return isKerberos(packet.bytes, packet.at, packet.size) ? flow.found('Kerberos') : Answer.No;
    if (mark === 0 && (packet.size < 16 || packet.u32(0) > 12_000 || packet.u8(4) < 0x60 || packet.u8(4) > 0x7e))
      return Answer.No;
    const room = flow.room instanceof ByteStream ? flow.room : new ByteStream();
    if (!room.add(packet)) return mark;
    const whole = new Cursor(room.bytes, room.start, room.start + room.length).u32() + 4;
    if (room.length > whole) return Answer.No;
    if (room.length < whole) {
      room.settle();
      flow.room = room;
      return 1;
    }
    return isKerberos(room.bytes, room.start + 4, room.length - 4) ? flow.found('Kerberos') : Answer.No;
  },
};

function isKerberos(bytes: Uint8Array, at: number, size: number): boolean {
  if (size <= 60) return false;
  for (let from = at + 4; from < at + 19; from++) {
    if (bytes[from] !== 2 || bytes[from + 1] !== 1) continue;
    if (KERBEROS_TYPES.has(bytes[from + 2])) return true;
  }
  return false;
}
