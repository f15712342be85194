/** RADIUS (RFC 2865, 2866, 5176). */
import { ipv4Text } from '../../../base/addresses.ts';
import { Cursor } from '../cursor.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { made, words } from '../made.ts';
import { hasPort } from '../stream-reader.ts';
const RADIUS_CODES: ReadonlyMap<number, string> = new Map([
  [1, 'Access-Request'],
  [2, 'Access-Accept'],
  [3, 'Access-Reject'],
  [4, 'Accounting-Request'],
  [5, 'Accounting-Response'],
  [11, 'Access-Challenge'],
  [12, 'Status-Server'],
  [13, 'Status-Client'],
  [40, 'Disconnect-Request'],
  [41, 'Disconnect-ACK'],
  [42, 'Disconnect-NAK'],
  [43, 'CoA-Request'],
  [44, 'CoA-ACK'],
  [45, 'CoA-NAK'],
]);
const RADIUS_REQUESTS: ReadonlySet<number> = new Set([1, 4, 12, 40, 43]);

export const RADIUS: DatagramProtocol = {
  name: 'RADIUS',
  looks: ({ bytes, length, ends }) =>
    hasPort(ends, 1812, 1813, 1645, 1646, 3799) &&
    bytes.length >= 20 &&
    RADIUS_CODES.has(bytes[0]) &&
    ((bytes[2] << 8) | bytes[3]) <= length &&
    ((bytes[2] << 8) | bytes[3]) >= 20,
  read({ bytes }) {
    const kind = RADIUS_CODES.get(bytes[0]) ?? '';
    const id = String(bytes[1]);
    const found = radiusAttributes(new Cursor(bytes, 20));
    const isRequest = RADIUS_REQUESTS.has(bytes[0]);
    const values = {
      id,
      user: found.get('User-Name') ?? '',
      name: found.get('NAS-Identifier') ?? found.get('NAS-IP-Address') ?? '',
      answers: isRequest ? '' : (found.get('Framed-IP-Address') ?? ''),
      status: found.get('Reply-Message') ?? '',
      details: words(Object.fromEntries(found)),
    };
    return [made(kind, isRequest ? 'request' : 'answer', `${kind} ${values.user}`.trim(), values, id)];
  },
};

const RADIUS_NAMES: ReadonlyMap<number, readonly [name: string, kind: 't' | 'a' | 'n']> = new Map([
  [1, ['User-Name', 't']],
  [4, ['NAS-IP-Address', 'a']],
  [5, ['NAS-Port', 'n']],
  [6, ['Service-Type', 'n']],
  [8, ['Framed-IP-Address', 'a']],
  [18, ['Reply-Message', 't']],
  [30, ['Called-Station-Id', 't']],
  [31, ['Calling-Station-Id', 't']],
  [32, ['NAS-Identifier', 't']],
  [40, ['Acct-Status-Type', 'n']],
  [42, ['Acct-Input-Octets', 'n']],
  [43, ['Acct-Output-Octets', 'n']],
  [44, ['Acct-Session-Id', 't']],
  [61, ['NAS-Port-Type', 'n']],
]);

function radiusAttributes(cursor: Cursor): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  while (cursor.left >= 2 && found.size < 40) {
    const type = cursor.u8();
    const value = cursor.sub(cursor.u8() - 2);
    const known = RADIUS_NAMES.get(type);
    if (!value.ok || known === undefined || found.has(known[0])) continue;
    const [name, kind] = known;
    found.set(
      name,
      kind === 't'
        ? value.text()
        : kind === 'a' && value.left === 4
          ? ipv4Text(value.bytes, value.at)
          : String(value.u32()),
    );
  }
  return found;
}
