/** BGP (RFC 4271), Diameter (RFC 6733), RDP’s connection request (MS-RDPBCGR), VNC (RFC 6143), BitTorrent’s handshake (BEP 3). */
import { ipv4Text } from '../../../base/addresses.ts';
import { latin1, oneLine } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader, type Framing } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort, type StreamProtocol } from '../stream-reader.ts';
import { tpktSize } from './industrial.ts';
import { Upgrading } from './upgrading.ts';

const BGP_KINDS = ['', 'OPEN', 'UPDATE', 'NOTIFICATION', 'KEEPALIVE', 'ROUTE-REFRESH'];
const BGP_ERRORS = [
  '',
  'message header error',
  'OPEN message error',
  'UPDATE message error',
  'hold timer expired',
  'state machine error',
  'cease',
];
const MARKER = 16;

export const BGP: StreamProtocol = {
  name: 'BGP',
  looks: (bytes) =>
    bytes.length < 19
      ? bytes.every((byte, at) => at >= MARKER || byte === 255) && bytes.length > 0 && 'later'
      : bgpSize(bytes) > 0,
  open: (sink) =>
    new FramedReader(
      { size: (bytes) => (bytes.length < 19 ? 0 : bgpSize(bytes)), read: (bytes) => [bgp(bytes)] },
      sink,
    ),
};

function bgpSize(bytes: Uint8Array): number {
  for (let at = 0; at < MARKER; at++) if (bytes[at] !== 255) return -1;
  const length = (bytes[16] << 8) | bytes[17];
  return length >= 19 && length <= 65_535 && bytes[18] >= 1 && bytes[18] <= 5 ? length : -1;
}

function bgp(bytes: Uint8Array): Message {
  const kind = BGP_KINDS[bytes[18]] ?? '';
  const cursor = new Cursor(bytes, 19);
  if (kind === 'OPEN') {
    const [version, system, hold] = [cursor.u8(), cursor.u16(), cursor.u16()];
    const router = cursor.left >= 4 ? ipv4Text(bytes, cursor.at) : '';
    return made(kind, 'notice', `OPEN AS ${system}, router ${router}`, {
      version: String(version),
      name: router,
      target: `AS ${system}`,
      details: `hold time: ${hold} s`,
    });
  }
  if (kind === 'NOTIFICATION') {
    const [code, part] = [cursor.u8(), cursor.u8()];
    const status = BGP_ERRORS[code] ?? `error ${code}`;
    return made(kind, 'notice', `NOTIFICATION ${status}, ${part}`, { code, status, details: `subcode: ${part}` });
  }
  if (kind !== 'UPDATE') return made(kind, 'notice', kind, {});
  const gone = prefixes(cursor.some(cursor.u16()));
  cursor.some(cursor.u16());
  const fresh = prefixes(cursor);
  return made(kind, 'notice', `UPDATE ${fresh}${gone === '' ? '' : `, withdrawn ${gone}`}`, {
    answers: fresh,
    details: words({ withdrawn: gone }),
  });
}

/** Prefixes of IPv4: bits, and as many bytes as these need. */
function prefixes(cursor: Cursor): string {
  const found: string[] = [];
  while (cursor.left > 0 && found.length < 50) {
    const bits = cursor.u8();
    const part = cursor.sub(Math.ceil(bits / 8));
    if (bits > 32 || !part.ok) break;
    found.push(`${[0, 1, 2, 3].map((at) => (at < part.left ? part.bytes[part.at + at] : 0)).join('.')}/${bits}`);
  }
  return found.join(' ');
}

const DIAMETER: ReadonlyMap<number, string> = new Map([
  [257, 'Capabilities-Exchange'],
  [258, 'Re-Auth'],
  [265, 'AA'],
  [268, 'EAP'],
  [271, 'Accounting'],
  [272, 'Credit-Control'],
  [274, 'Abort-Session'],
  [275, 'Session-Termination'],
  [280, 'Device-Watchdog'],
  [282, 'Disconnect-Peer'],
  [316, 'Update-Location'],
  [318, 'Authentication-Information'],
]);

export const DIAMETER_STREAM: StreamProtocol = {
  name: 'Diameter',
  looks: (bytes, _way, ends) => hasPort(ends, 3868) && (bytes.length < 20 ? 'later' : diameterSize(bytes) > 0),
  open: (sink) =>
    new FramedReader(
      {
        size: (bytes) => (bytes.length < 20 ? 0 : diameterSize(bytes)),
        read: (bytes) => [diameter(new Cursor(bytes, 4))],
      },
      sink,
    ),
};

function diameterSize(bytes: Uint8Array): number {
  const length = (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
  return bytes[0] === 1 && length >= 20 && length % 4 === 0 ? length : -1;
}

function diameter(cursor: Cursor): Message {
  const isRequest = (cursor.u8() & 128) !== 0;
  const number = cursor.u24();
  cursor.skip(4);
  const id = cursor.hex(4);
  cursor.skip(4);
  const found = { name: '', code: undefined as number | undefined, user: '', session: '' };
  while (cursor.left >= 8) {
    const code = cursor.u32();
    const flags = cursor.u8();
    const size = cursor.u24() - 8;
    const value = cursor.some(size);
    cursor.some((4 - (size & 3)) & 3);
    if ((flags & 128) !== 0) value.skip(4);
    if (code === 264) found.name = value.text();
    else if (code === 268) found.code = value.u32();
    else if (code === 1) found.user = value.text();
    else if (code === 263) found.session = value.text();
  }
  const method = DIAMETER.get(number) ?? `command ${number}`;
  const { session, ...values } = found;
  return made(
    isRequest ? 'request' : 'answer',
    isRequest ? 'request' : 'answer',
    `${method} ${isRequest ? 'Request' : 'Answer'} ${found.name}`.trim(),
    { method, id, ...values, details: words({ session }) },
    id,
  );
}

const CONNECTION_REQUEST = 0xe0;
const CONNECTION_CONFIRM = 0xd0;
const RDP_PROTOCOLS = ['TLS', 'CredSSP', 'RDSTLS', 'CredSSP with early result'];

/** The request and its answer, and the TLS that they agree on; of RDP’s own encryption nothing. */
export const RDP: StreamProtocol = {
  name: 'RDP',
  looks: (bytes, _way, ends) =>
    bytes.length < 7
      ? hasPort(ends, 3389) && bytes[0] === 3 && 'later'
      : hasPort(ends, 3389) &&
        tpktSize(bytes) > 0 &&
        (bytes[5] === CONNECTION_REQUEST || bytes[5] === CONNECTION_CONFIRM),
  open: (sink) => new Upgrading(sink, (turn) => new RdpFraming(turn)),
};

class RdpFraming implements Framing {
  isDone = false;

  constructor(private readonly turn: () => void) {}

  size(bytes: Uint8Array): number {
    return tpktSize(bytes);
  }

  read(bytes: Uint8Array): readonly Message[] {
    const isRequest = bytes[5] === CONNECTION_REQUEST;
    if (!isRequest && bytes[5] !== CONNECTION_CONFIRM) return [];
    const isTls = negotiated(bytes) > 0;
    if (!isRequest && isTls) this.turn();
    this.isDone = !isRequest && !isTls;
    return [rdp(bytes, isRequest)];
  }
}

/** The protocols of a request or answer (MS-RDPBCGR 2.2.1.1.1, 2.2.1.2.1), which stand at its end; 0 without. */
function negotiated(bytes: Uint8Array): number {
  const at = bytes.length - 8;
  const has = at >= 11 && (bytes[at] === 1 || bytes[at] === 2) && bytes[at + 2] === 8;
  return has ? new Cursor(bytes, at + 4).u32le() : 0;
}

function rdp(bytes: Uint8Array, isRequest: boolean): Message {
  const text = latin1(bytes, 11);
  const user = oneLine(/^Cookie: (?:mstshash=)?([^\r\n]*)/.exec(text)?.[1] ?? '');
  const value = negotiated(bytes);
  const names = isRequest
    ? RDP_PROTOCOLS.filter((_, bit) => (value & (1 << bit)) !== 0).join(' ')
    : (RDP_PROTOCOLS[value - 1] ?? 'standard');
  const kind = isRequest ? 'Connection Request' : 'Connection Confirm';
  return made(
    kind,
    isRequest ? 'request' : 'answer',
    `${kind} ${[user, names].filter((part) => part !== '').join(', ')}`.trim(),
    { user, [isRequest ? 'details' : 'version']: names },
  );
}

/** The version of both ends, and the kinds of security that are offered. */
export const VNC: StreamProtocol = {
  name: 'VNC',
  looks: (bytes) =>
    bytes.length < 12
      ? 'RFB 0'.startsWith(latin1(bytes, 0, 5)) && 'later'
      : /^RFB \d{3}\.\d{3}\n/.test(latin1(bytes, 0, 12)),
  open(sink) {
    const state = { said: 0 };
    return new FramedReader(
      {
        size: (bytes) =>
          latin1(bytes, 0, 4) === 'RFB '
            ? 12
            : bytes.length < 12 && 'RFB '.startsWith(latin1(bytes, 0, 4))
              ? 0
              : bytes.length,
        read(bytes) {
          const version = /^RFB (\d{3})\.(\d{3})/.exec(latin1(bytes, 0, 12));
          if (version === null) return [];
          state.said++;
          const text = `${Number(version[1])}.${Number(version[2])}`;
          return [made('version', 'notice', `Version ${text}`, { version: text })];
        },
        get isDone() {
          return state.said >= 2;
        },
      },
      sink,
    );
  },
};

export const BITTORRENT: StreamProtocol = {
  name: 'BitTorrent',
  looks: (bytes) =>
    bytes.length < 20 ? bytes[0] === 19 && 'later' : bytes[0] === 19 && latin1(bytes, 1, 20) === 'BitTorrent protocol',
  open(sink) {
    const state = { said: 0 };
    return new FramedReader(
      {
        size: (bytes) => (bytes[0] === 19 ? 68 : -1),
        read(bytes) {
          state.said++;
          const cursor = new Cursor(bytes, 28);
          const id = cursor.hex(20);
          const agent = oneLine(cursor.raw(8));
          return [made('handshake', 'notice', `Handshake ${id}`, { target: id, agent })];
        },
        get isDone() {
          return state.said >= 2;
        },
      },
      sink,
    );
  },
};
