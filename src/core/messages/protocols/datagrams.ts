/** NTP, PTP, IKE, GTP-C, SOME/IP, syslog: messages of one datagram each. */
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
        `${initiator} ${id} ${((flags & 8) === 0) !== isAnswer ? 'r' : 'i'}`,
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
