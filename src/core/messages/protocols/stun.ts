/** STUN (RFC 8489). */
import { ipv4Text, ipv6Text } from '../../../base/addresses.ts';
import { Cursor } from '../cursor.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { hex, made } from '../made.ts';
import { hasPort } from '../stream-reader.ts';
const STUN_COOKIE = 0x2112a442;
const STUN_METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'Binding'],
  [3, 'Allocate'],
  [4, 'Refresh'],
  [6, 'Send'],
  [7, 'Data'],
  [8, 'Create Permission'],
  [9, 'Channel Bind'],
]);
const STUN_CLASSES = ['Request', 'Indication', 'Success', 'Error'];

export const STUN: DatagramProtocol = {
  name: 'STUN',
  looks: ({ bytes, length, ends }) =>
    bytes.length >= 20 &&
    (bytes[0] & 0xc0) === 0 &&
    ((bytes[2] << 8) | bytes[3]) + 20 === length &&
    (new Cursor(bytes, 4).u32() === STUN_COOKIE || hasPort(ends, 3478)),
  read({ bytes }) {
    const cursor = new Cursor(bytes);
    const type = cursor.u16();
    cursor.skip(6);
    const id = cursor.hex(12);
    const method = (type & 15) | ((type >> 1) & 0x70) | ((type >> 2) & 0xf80);
    const group = ((type >> 4) & 1) | ((type >> 7) & 2);
    const found = stunAttributes(cursor, bytes);
    const kind = STUN_CLASSES[group] ?? '';
    const name = STUN_METHODS.get(method) ?? hex(method, 3);
    const said = found.answers === '' ? found.user : found.answers;
    return [
      made(
        kind,
        group === 0 ? 'request' : group === 1 ? 'notice' : 'answer',
        `${name} ${kind} ${said}`.trim(),
        { method: name, id, ...found },
        id,
      ),
    ];
  },
};

function stunAttributes(
  cursor: Cursor,
  bytes: Uint8Array,
): { user: string; name: string; agent: string; answers: string; code?: number; status: string } {
  const found = { user: '', name: '', agent: '', answers: '', status: '' } as ReturnType<typeof stunAttributes>;
  while (cursor.left >= 4) {
    const type = cursor.u16();
    const length = cursor.u16();
    const value = cursor.some(length);
    cursor.some((4 - (length & 3)) & 3);
    if (type === 0x0006) found.user = value.text();
    else if (type === 0x0014) found.name = value.text();
    else if (type === 0x8022) found.agent = value.text();
    else if (type === 0x0020 || type === 0x0001)
      found.answers ||= mappedAddress(value, type === 0x0020 ? bytes.subarray(4, 20) : undefined);
    else if (type === 0x0009 && value.left >= 4) {
      value.skip(2);
      found.code = value.u8() * 100 + value.u8();
      found.status = value.text();
    }
  }
  return found;
}

/** XOR-MAPPED-ADDRESS is combined with cookie and transaction (RFC 8489, section 14.2). */
function mappedAddress(value: Cursor, mask: Uint8Array | undefined): string {
  value.skip(1);
  const family = value.u8();
  const size = family === 2 ? 16 : 4;
  if (value.left < size + 2) return '';
  const port = value.u16() ^ (mask === undefined ? 0 : (mask[0] << 8) | mask[1]);
  const address = Uint8Array.from({ length: size }, (_, at) => value.bytes[value.at + at] ^ (mask?.[at] ?? 0));
  return family === 2 ? `[${ipv6Text(address)}]:${port}` : `${ipv4Text(address, 0)}:${port}`;
}
