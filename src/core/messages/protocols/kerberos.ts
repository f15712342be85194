/** Kerberos (RFC 4120), by what of it is clear. */
import { elementAt, elementsIn, integerOf, textOf, type Element } from '../ber.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { FramedReader } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';
const KERBEROS_PORT = 88;
const KERBEROS_KINDS: ReadonlyMap<number, string> = new Map([
  [10, 'AS-REQ'],
  [11, 'AS-REP'],
  [12, 'TGS-REQ'],
  [13, 'TGS-REP'],
  [14, 'AP-REQ'],
  [15, 'AP-REP'],
  [30, 'KRB-ERROR'],
]);
const KERBEROS_ERRORS: ReadonlyMap<number, string> = new Map([
  [3, 'bad version'],
  [6, 'client unknown'],
  [7, 'server unknown'],
  [14, 'encryption type not supported'],
  [18, 'client revoked'],
  [23, 'key expired'],
  [24, 'pre-authentication failed'],
  [25, 'pre-authentication required'],
  [31, 'integrity check failed'],
  [32, 'ticket expired'],
  [37, 'clock skew'],
  [52, 'response too big'],
  [68, 'wrong realm'],
]);

function isKerberos(bytes: Uint8Array): boolean {
  return KERBEROS_KINDS.has(bytes[0] & 31) && (bytes[0] & 0xe0) === 0x60;
}

export const KERBEROS: StreamProtocol = {
  name: 'Kerberos',
  looks: (bytes, _way, ends: Ends) =>
    hasPort(ends, KERBEROS_PORT) && (bytes.length < 5 ? 'later' : bytes[0] === 0 && isKerberos(bytes.subarray(4))),
  open: (sink) =>
    new FramedReader(
      {
        size: (bytes) =>
          bytes.length < 5
            ? 0
            : bytes[0] === 0 && isKerberos(bytes.subarray(4))
              ? 4 + ((bytes[1] << 16) | (bytes[2] << 8) | bytes[3])
              : -1,
        read: (bytes) => kerberos(bytes.subarray(4)),
      },
      sink,
    ),
};

export const KERBEROS_DATAGRAMS: DatagramProtocol = {
  name: 'Kerberos',
  looks: ({ bytes, ends }) => hasPort(ends, KERBEROS_PORT) && isKerberos(bytes),
  read: ({ bytes }) => kerberos(bytes),
};

/** Requests have a body in [4]; replies name realm [3] and client [4]; errors their code [6] and server [9], [10]. */
function kerberos(bytes: Uint8Array): readonly Message[] {
  const outer = elementAt(bytes, 0);
  const sequence = outer === undefined ? undefined : elementAt(bytes, outer.start, outer.end);
  if (outer === undefined || sequence === undefined) return [];
  const code = outer.tag & 31;
  const kind = KERBEROS_KINDS.get(code) ?? `message ${code}`;
  const isRequest = code === 10 || code === 12;
  const fields = tagged(bytes, sequence);
  const body = isRequest ? fields.get(4) : undefined;
  const inner = body === undefined ? undefined : elementAt(bytes, body.start, body.end);
  const from = inner === undefined ? fields : tagged(bytes, inner);
  const [realmTag, clientTag, serverTag] = isRequest ? [2, 1, 3] : code === 30 ? [9, 8, 10] : [3, 4, -1];
  const realm = contentText(bytes, from.get(realmTag));
  const client = principal(bytes, from.get(clientTag));
  const server = isRequest || code === 30 ? principal(bytes, from.get(serverTag)) : ticketServer(bytes, fields.get(5));
  const error = code === 30 ? content(bytes, fields.get(6)) : undefined;
  const number = error === undefined ? undefined : integerOf(bytes, error);
  const status = number === undefined ? '' : (KERBEROS_ERRORS.get(number) ?? `error ${number}`);
  const types = isRequest ? encryptionTypes(bytes, from.get(8)) : '';
  return [
    made(
      kind,
      isRequest ? 'request' : code === 14 || code === 15 ? 'notice' : 'answer',
      `${kind} ${[client, server].filter((text) => text !== '').join(' → ')}${status === '' ? '' : `: ${status}`}`,
      {
        name: server,
        user: client,
        ...(number !== undefined && { code: number, status }),
        details: words({ realm, 'encryption types': types }),
      },
    ),
  ];
}

function tagged(bytes: Uint8Array, sequence: Element): ReadonlyMap<number, Element> {
  return new Map(elementsIn(bytes, sequence).map((element) => [element.tag & 31, element]));
}

function content(bytes: Uint8Array, element: Element | undefined): Element | undefined {
  return element === undefined ? undefined : elementAt(bytes, element.start, element.end);
}

function contentText(bytes: Uint8Array, element: Element | undefined): string {
  const inner = content(bytes, element);
  return inner === undefined ? '' : textOf(bytes, inner, 200);
}

/** Name type [0], and the parts of the name [1]. */
function principal(bytes: Uint8Array, element: Element | undefined): string {
  const sequence = content(bytes, element);
  if (sequence === undefined) return '';
  const list = content(bytes, tagged(bytes, sequence).get(1));
  return list === undefined
    ? ''
    : elementsIn(bytes, list)
        .map((part) => textOf(bytes, part, 200))
        .join('/');
}

/** The server in the ticket of a reply. */
function ticketServer(bytes: Uint8Array, element: Element | undefined): string {
  const ticket = content(bytes, element);
  const sequence = ticket === undefined ? undefined : elementAt(bytes, ticket.start, ticket.end);
  return sequence === undefined ? '' : principal(bytes, tagged(bytes, sequence).get(2));
}

function encryptionTypes(bytes: Uint8Array, element: Element | undefined): string {
  const list = content(bytes, element);
  return list === undefined
    ? ''
    : elementsIn(bytes, list)
        .slice(0, 20)
        .map((one) => integerOf(bytes, one))
        .join(',');
}
