/** EtherNet/IP, and the services of CIP in it. */
import { Cursor } from '../cursor.ts';
import { framed } from '../port-framed.ts';
import { hex, made } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf } from '../stream-reader.ts';
const ENIP_PORT = 44_818;
const ENIP_COMMANDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'NOP'],
  [0x04, 'List Services'],
  [0x63, 'List Identity'],
  [0x64, 'List Interfaces'],
  [0x65, 'Register Session'],
  [0x66, 'Unregister Session'],
  [0x6f, 'Send RR Data'],
  [0x70, 'Send Unit Data'],
]);
const CIP_SERVICES: ReadonlyMap<number, string> = new Map([
  [0x01, 'Get Attributes All'],
  [0x03, 'Get Attribute List'],
  [0x04, 'Set Attribute List'],
  [0x05, 'Reset'],
  [0x0a, 'Multiple Service Packet'],
  [0x0e, 'Get Attribute Single'],
  [0x10, 'Set Attribute Single'],
  [0x4b, 'Execute PCCC'],
  [0x4c, 'Read Tag'],
  [0x4d, 'Write Tag'],
  [0x4e, 'Forward Close'],
  [0x52, 'Unconnected Send'],
  [0x54, 'Forward Open'],
]);

export const ENIP = framed('EtherNet/IP', ENIP_PORT, (ends) => ({
  size(bytes) {
    if (bytes.length < 24) return bytes.length < 2 || ENIP_COMMANDS.has(bytes[0] | (bytes[1] << 8)) ? 0 : -1;
    return ENIP_COMMANDS.has(bytes[0] | (bytes[1] << 8)) ? 24 + (bytes[2] | (bytes[3] << 8)) : -1;
  },
  read: (bytes, way) => [enip(new Cursor(bytes), way === clientOf(ends, ENIP_PORT))],
}));

function enip(cursor: Cursor, isRequest: boolean): Message {
  const command = cursor.u16le();
  cursor.skip(2);
  const session = cursor.u32le();
  const code = cursor.u32le();
  const id = cursor.hex(8);
  cursor.skip(4);
  const method = ENIP_COMMANDS.get(command) ?? hex(command, 4);
  const service = command === 0x6f || command === 0x70 ? cipService(cursor) : '';
  const role = command === 0 || command === 0x66 ? 'notice' : isRequest ? 'request' : 'answer';
  return made(isRequest ? 'request' : 'response', role, `${method}${service === '' ? '' : `: ${service}`}`, {
    method,
    target: service,
    id,
    ...(isRequest ? {} : { code, status: code === 0 ? 'success' : hex(code, 4) }),
    details: `session: ${hex(session, 8)}`,
  });
}

/** The service in the item that has data (0x00b2 unconnected, 0x00b1 connected behind a count). */
function cipService(cursor: Cursor): string {
  cursor.skip(6);
  for (let left = cursor.u16le(); left > 0 && cursor.left >= 4; left--) {
    const type = cursor.u16le();
    const item = cursor.some(cursor.u16le());
    if (type === 0xb1) item.skip(2);
    if ((type === 0xb1 || type === 0xb2) && item.left > 0) {
      const code = item.u8();
      return `${CIP_SERVICES.get(code & 127) ?? hex(code & 127, 2)}${code > 127 ? ' reply' : ''}`;
    }
  }
  return '';
}
