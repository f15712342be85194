/** CoAP (RFC 7252). */
import { Cursor } from '../cursor.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { made, words } from '../made.ts';
import { hasPort } from '../stream-reader.ts';
const COAP_TYPES = ['Confirmable', 'Non-confirmable', 'Acknowledgement', 'Reset'];
const COAP_METHODS = ['Empty', 'GET', 'POST', 'PUT', 'DELETE', 'FETCH', 'PATCH', 'iPATCH'];

export const COAP: DatagramProtocol = {
  name: 'CoAP',
  looks: ({ bytes, ends }) => hasPort(ends, 5683) && bytes.length >= 4 && bytes[0] >> 6 === 1 && (bytes[0] & 15) <= 8,
  read({ bytes }) {
    const cursor = new Cursor(bytes);
    const first = cursor.u8();
    const code = cursor.u8();
    const id = cursor.u16();
    const token = cursor.hex(Math.min(first & 15, cursor.left));
    const { path, query, type } = coapOptions(cursor);
    const kind = COAP_TYPES[(first >> 4) & 3] ?? '';
    const isRequest = code >= 1 && code < 32;
    const dotted = `${code >> 5}.${String(code & 31).padStart(2, '0')}`;
    const method = code < 32 ? (COAP_METHODS[code] ?? dotted) : '';
    const target = `${path}${query === '' ? '' : `?${query}`}`;
    return [
      made(
        kind,
        isRequest ? 'request' : code >= 64 ? 'answer' : 'notice',
        `${method || dotted} ${target}`.trim(),
        {
          method,
          target,
          id: String(id),
          ...(code >= 64 && { code: (code >> 5) * 100 + (code & 31), status: dotted }),
          content_type: type,
          ...(cursor.left > 0 && { body: cursor.left }),
          details: words({ token }),
        },
        token,
      ),
    ];
  },
};

/** Options by differences of their numbers (RFC 7252, section 3.1), up to the payload's mark. */
function coapOptions(cursor: Cursor): { path: string; query: string; type: string } {
  const [path, query]: [string[], string[]] = [[], []];
  let type = '';
  for (let number = 0; cursor.left > 0;) {
    const first = cursor.u8();
    if (first === 255) break;
    const extended = (nibble: number): number =>
      nibble === 13 ? cursor.u8() + 13 : nibble === 14 ? cursor.u16() + 269 : nibble;
    number += extended(first >> 4);
    const value = cursor.sub(extended(first & 15));
    if (!value.ok) break;
    if (number === 11) path.push(value.text());
    else if (number === 15) query.push(value.text());
    else if (number === 12) type = String(value.left === 0 ? 0 : value.left === 1 ? value.u8() : value.u16());
  }
  return { path: path.length === 0 ? '' : `/${path.join('/')}`, query: query.join('&'), type };
}
