/** NTP, RADIUS, STUN, CoAP, IKE, GTP-C, SOME/IP, syslog, PTP: messages of one datagram each. */
import { ipv4Text, ipv6Text } from '../../../base/addresses.ts';
import { latin1, oneLine, utf8 } from '../../../base/text.ts';
import { ntp } from '../../protocols/applications/ntp.ts';
import { ptp } from '../../protocols/applications/ptp.ts';
import { Cursor } from '../cursor.ts';
import type { Datagram, DatagramProtocol } from '../datagram-reader.ts';
import { decoderOf } from '../decoded.ts';
import { hex, made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort } from '../stream-reader.ts';

const decodeNtp = decoderOf(ntp);
const NTP_MODES = [
  'reserved',
  'symmetric active',
  'symmetric passive',
  'client',
  'server',
  'broadcast',
  'control',
  'private',
];

export const NTP: DatagramProtocol = {
  name: 'NTP',
  looks: ({ bytes, ends }) => hasPort(ends, 123) && bytes.length >= 4,
  read({ bytes, length }) {
    const read = decodeNtp(bytes, length, 123);
    const mode = bytes[0] & 7;
    const kind = NTP_MODES[mode] ?? '';
    const role = mode === 3 ? 'request' : mode === 4 ? 'answer' : 'notice';
    const time = (id: string): string => String(read.value(id) ?? '');
    // The server sends back the time that the client has sent.
    const key = mode === 3 ? time('ntp.xmt') : time('ntp.org');
    return [
      {
        ...made(
          kind,
          role,
          read.info,
          {
            version: String(read.number('ntp.version') ?? ''),
            target: time('ntp.refid'),
            status: read
              .text('ntp.leap')
              .replace(/^\d+ ?/, '')
              .replace(/[()]/g, ''),
            details: words({
              stratum: read.number('ntp.stratum'),
              transmitted: time('ntp.xmt'),
              received: time('ntp.rec'),
            }),
          },
          key,
        ),
        said: read.said,
      },
    ];
  },
};

const decodePtp = decoderOf(ptp);

export const PTP: DatagramProtocol = {
  name: 'PTP',
  looks: ({ bytes, ends }) => hasPort(ends, 319, 320) && bytes.length >= 34,
  read({ bytes, length }) {
    const read = decodePtp(bytes, length, 320);
    return [
      { ...made(oneLine(read.info.split(/[,:(]/)[0] ?? 'message', 40), 'notice', read.info, {}), said: read.said },
    ];
  },
};

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

const IKE_EXCHANGES: ReadonlyMap<number, string> = new Map([
  [2, 'Identity Protection'],
  [4, 'Aggressive'],
  [5, 'Informational'],
  [6, 'Transaction'],
  [32, 'Quick Mode'],
  [34, 'IKE_SA_INIT'],
  [35, 'IKE_AUTH'],
  [36, 'CREATE_CHILD_SA'],
  [37, 'INFORMATIONAL'],
]);

export const IKE: DatagramProtocol = {
  name: 'IKE',
  looks: (datagram) => hasPort(datagram.ends, 500, 4500) && ikeStart(datagram) >= 0,
  read(datagram) {
    const cursor = new Cursor(datagram.bytes, ikeStart(datagram));
    const [initiator, responder] = [cursor.hex(8), cursor.hex(8)];
    cursor.skip(1);
    const version = cursor.u8();
    const exchange = cursor.u8();
    const flags = cursor.u8();
    const id = cursor.u32();
    const method = IKE_EXCHANGES.get(exchange) ?? `exchange ${exchange}`;
    const isSecond = version >> 4 === 2;
    const isAnswer = isSecond && (flags & 0x20) !== 0;
    return [
      made(
        isSecond ? (isAnswer ? 'response' : 'request') : 'message',
        !isSecond ? 'notice' : isAnswer ? 'answer' : 'request',
        `${method}, message ${id}`,
        {
          method,
          version: `IKEv${version >> 4}`,
          id: hex(id, 8),
          details: words({ initiator, responder, encrypted: (flags & 1) !== 0 && !isSecond ? 'yes' : '' }),
        },
        `${id} ${((flags & 8) === 0) !== isAnswer ? 'r' : 'i'}`,
      ),
    ];
  },
};

/** Where the header begins: on port 4500 behind four zero bytes; -1: none. */
function ikeStart({ bytes, length, ends }: Datagram): number {
  const at = hasPort(ends, 4500) && new Cursor(bytes).u32() === 0 ? 4 : 0;
  const version = bytes[at + 17];
  return bytes.length >= at + 28 &&
    (version === 0x10 || version === 0x20) &&
    new Cursor(bytes, at + 24).u32() <= length - at
    ? at
    : -1;
}

const GTP_KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'Echo Request'],
  [2, 'Echo Response'],
  [16, 'Create PDP Context Request'],
  [17, 'Create PDP Context Response'],
  [18, 'Update PDP Context Request'],
  [19, 'Update PDP Context Response'],
  [20, 'Delete PDP Context Request'],
  [21, 'Delete PDP Context Response'],
  [32, 'Create Session Request'],
  [33, 'Create Session Response'],
  [34, 'Modify Bearer Request'],
  [35, 'Modify Bearer Response'],
  [36, 'Delete Session Request'],
  [37, 'Delete Session Response'],
]);

export const GTP: DatagramProtocol = {
  name: 'GTP-C',
  looks: ({ bytes, ends }) => hasPort(ends, 2123) && bytes.length >= 8 && (bytes[0] >> 5 === 1 || bytes[0] >> 5 === 2),
  read({ bytes }) {
    const version = bytes[0] >> 5;
    const type = bytes[1];
    const kind = GTP_KINDS.get(type) ?? `message ${type}`;
    const hasId = version === 1 || (bytes[0] & 8) !== 0;
    const tunnel = hasId ? hex(new Cursor(bytes, 4).u32(), 8) : '';
    const sequence = version === 1 ? new Cursor(bytes, 8).u16() : new Cursor(bytes, hasId ? 8 : 4).u24();
    const role = kind.endsWith('Request') ? 'request' : kind.endsWith('Response') ? 'answer' : 'notice';
    return [
      made(
        kind,
        role,
        kind,
        { version: `GTPv${version}`, id: String(sequence), details: words({ TEID: tunnel }) },
        String(sequence),
      ),
    ];
  },
};

const SOMEIP_KINDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'Request'],
  [0x01, 'Request Without Return'],
  [0x02, 'Notification'],
  [0x80, 'Response'],
  [0x81, 'Error'],
  [0x20, 'TP Request'],
  [0x22, 'TP Notification'],
  [0xa0, 'TP Response'],
]);

export const SOMEIP: DatagramProtocol = {
  name: 'SOME/IP',
  looks: ({ bytes, length, ends }) =>
    hasPort(ends, 30_490, 30_491, 30_501, 30_509) &&
    bytes.length >= 16 &&
    bytes[12] === 1 &&
    new Cursor(bytes, 4).u32() + 8 <= length &&
    SOMEIP_KINDS.has(bytes[14]),
  read({ bytes }) {
    const found: Message[] = [];
    for (let at = 0; at + 16 <= bytes.length && found.length < 100;) {
      const cursor = new Cursor(bytes, at);
      const [service, method, size] = [cursor.u16(), cursor.u16(), cursor.u32()];
      const id = cursor.hex(4);
      cursor.skip(2);
      const type = cursor.u8();
      const code = cursor.u8();
      const kind = SOMEIP_KINDS.get(type) ?? hex(type, 2);
      const name =
        service === 0xffff && method === 0x8100 ? 'Service Discovery' : `${hex(service, 4)}.${hex(method, 4)}`;
      found.push(
        made(
          kind,
          type === 0 ? 'request' : type >= 0x80 && type < 0x90 ? 'answer' : 'notice',
          `${kind} ${name}`,
          {
            method: hex(method, 4),
            target: hex(service, 4),
            id,
            ...(type >= 0x80 && { code }),
            body: Math.max(0, size - 8),
          },
          `${service} ${method} ${id}`,
        ),
      );
      if (size < 8) break;
      at += 8 + size;
    }
    return found;
  },
};

const SEVERITIES = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'informational', 'debug'];

export const SYSLOG: DatagramProtocol = {
  name: 'Syslog',
  looks: ({ bytes, ends }) => hasPort(ends, 514) && /^<\d{1,3}>/.test(latin1(bytes, 0, 6)),
  read({ bytes }) {
    const text = utf8(bytes, 0, 2048);
    const [, priority = '0', rest = ''] = /^<(\d{1,3})>(.*)$/s.exec(text) ?? [];
    const severity = SEVERITIES[Number(priority) & 7] ?? '';
    const [, host = '', agent = ''] =
      /^1 \S+ (\S+) (\S+)/.exec(rest) ?? /^\w{3} [ \d]\d [\d:]{8} (\S+) ([^\s:[]+)/.exec(rest) ?? [];
    return [
      made(severity, 'notice', oneLine(rest, 512), {
        code: Number(priority) >> 3,
        status: severity,
        name: oneLine(host),
        agent: oneLine(agent),
      }),
    ];
  },
};
