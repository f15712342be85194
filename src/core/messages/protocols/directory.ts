/** LDAP (RFC 4511), SNMP (RFC 3416, 3412), Kerberos (RFC 4120): messages in BER. */
import { ipv4Text } from '../../../base/addresses.ts';
import { elementAt, elementsIn, integerOf, oidOf, textOf, type Element } from '../ber.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { FramedReader } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;

const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [0, 'Bind Request'],
  [1, 'Bind Response'],
  [2, 'Unbind Request'],
  [3, 'Search Request'],
  [4, 'Search Result Entry'],
  [5, 'Search Result Done'],
  [6, 'Modify Request'],
  [7, 'Modify Response'],
  [8, 'Add Request'],
  [9, 'Add Response'],
  [10, 'Delete Request'],
  [11, 'Delete Response'],
  [12, 'Modify DN Request'],
  [13, 'Modify DN Response'],
  [14, 'Compare Request'],
  [15, 'Compare Response'],
  [16, 'Abandon Request'],
  [19, 'Search Result Reference'],
  [23, 'Extended Request'],
  [24, 'Extended Response'],
  [25, 'Intermediate Response'],
]);
const RESULTS: ReadonlyMap<number, string> = new Map([
  [0, 'success'],
  [1, 'operations error'],
  [2, 'protocol error'],
  [3, 'time limit exceeded'],
  [4, 'size limit exceeded'],
  [5, 'compare false'],
  [6, 'compare true'],
  [7, 'auth method not supported'],
  [8, 'stronger auth required'],
  [10, 'referral'],
  [14, 'SASL bind in progress'],
  [16, 'no such attribute'],
  [32, 'no such object'],
  [34, 'invalid DN syntax'],
  [48, 'inappropriate authentication'],
  [49, 'invalid credentials'],
  [50, 'insufficient access rights'],
  [51, 'busy'],
  [52, 'unavailable'],
  [53, 'unwilling to perform'],
  [65, 'object class violation'],
  [68, 'entry already exists'],
]);
const LDAP_PORTS = [389, 3268] as const;
const REQUESTS: ReadonlySet<number> = new Set([0, 3, 6, 8, 10, 12, 14, 23]);
const ANSWERS: ReadonlySet<number> = new Set([1, 5, 7, 9, 11, 13, 15, 24]);

/** Length of a BER element with its head; 0: more is needed, -1: none. */
function elementSize(bytes: Uint8Array, tags: ReadonlySet<number>): number {
  if (bytes.length < 1) return 0;
  if (!tags.has(bytes[0])) return -1;
  const element = elementAt(bytes, 0, Infinity);
  return element === undefined ? (bytes.length < 6 ? 0 : -1) : element.end;
}

const SEQUENCES: ReadonlySet<number> = new Set([SEQUENCE]);

function isLdap(bytes: Uint8Array): boolean | 'later' {
  if (bytes.length < 9) return bytes[0] === SEQUENCE ? 'later' : false;
  const outer = elementAt(bytes, 0, Infinity);
  if (outer?.tag !== SEQUENCE) return false;
  const id = elementAt(bytes, outer.start, Infinity);
  if (id?.tag !== INTEGER || id.end - id.start > 4) return false;
  const operation = elementAt(bytes, id.end, Infinity);
  return (
    operation !== undefined && operation.tag >= 0x42 && operation.tag <= 0x79 && OPERATIONS.has(operation.tag & 31)
  );
}

export const LDAP: StreamProtocol = {
  name: 'LDAP',
  looks: (bytes, _way, ends) => hasPort(ends, ...LDAP_PORTS) && isLdap(bytes),
  open: (sink) => new FramedReader({ size: (bytes) => elementSize(bytes, SEQUENCES), read: ldap }, sink),
};

export const CLDAP: DatagramProtocol = {
  name: 'LDAP',
  looks: ({ bytes, ends }) => hasPort(ends, ...LDAP_PORTS) && isLdap(bytes) === true,
  read: ({ bytes }) => ldap(bytes),
};

function ldap(bytes: Uint8Array): readonly Message[] {
  const outer = elementAt(bytes, 0);
  const [id, operation] = outer === undefined ? [] : elementsIn(bytes, outer);
  if (id?.tag !== INTEGER || operation === undefined) return [];
  const code = operation.tag & 31;
  const kind = OPERATIONS.get(code) ?? `operation ${code}`;
  const key = String(integerOf(bytes, id));
  const parts = elementsIn(bytes, operation);
  if (ANSWERS.has(code)) {
    const result = parts[0] === undefined ? -1 : integerOf(bytes, parts[0]);
    const status = RESULTS.get(result) ?? `result ${result}`;
    const text = parts[2] === undefined ? '' : textOf(bytes, parts[2], 200);
    return [
      made(kind, 'answer', `${kind}: ${status}`, { id: key, method: kind, code: result, status, details: text }, key),
    ];
  }
  const isBind = code === 0;
  const named = isBind ? parts[1] : code === 2 || code === 16 ? undefined : code === 10 ? operation : parts[0];
  const name = named === undefined ? '' : textOf(bytes, named, 300);
  const filter = code === 3 && parts[6] !== undefined ? filterText(bytes, parts[6], 0) : '';
  const method = isBind && parts[2] !== undefined ? ((parts[2].tag & 31) === 0 ? 'simple' : 'SASL') : '';
  const role = REQUESTS.has(code) ? 'request' : 'notice';
  const said = [name, filter].filter((text) => text !== '').join(' ');
  return [
    made(
      kind,
      role,
      `${kind} ${said}`.trim(),
      {
        id: key,
        method: kind,
        target: name,
        user: isBind ? name : '',
        details: words({ filter, authentication: method }),
      },
      key,
    ),
  ];
}

/** RFC 4515, as far as people write filters. */
function filterText(bytes: Uint8Array, filter: Element, depth: number): string {
  const code = filter.tag & 31;
  const parts = depth > 8 ? [] : elementsIn(bytes, filter);
  if (code <= 2) {
    const inner = parts.slice(0, 20).map((part) => filterText(bytes, part, depth + 1));
    return `(${['&', '|', '!'][code]}${inner.join('')})`;
  }
  if (code === 7) return `(${textOf(bytes, filter, 60)}=*)`;
  const [name, value] = parts;
  if (name === undefined || value === undefined) return '(…)';
  const sign = code === 5 ? '>=' : code === 6 ? '<=' : code === 8 ? '~=' : '=';
  const text =
    code === 4
      ? elementsIn(bytes, value)
          .map((part) => textOf(bytes, part, 60))
          .join('*')
      : textOf(bytes, value, 60);
  return `(${textOf(bytes, name, 60)}${sign}${text})`;
}

const PDUS = [
  'Get Request',
  'Get Next Request',
  'Response',
  'Set Request',
  'Trap',
  'Get Bulk Request',
  'Inform Request',
  'Trap',
  'Report',
];
const SNMP_ERRORS = [
  '',
  'too big',
  'no such name',
  'bad value',
  'read only',
  'general error',
  'no access',
  'wrong type',
  'wrong length',
  'wrong encoding',
  'wrong value',
  'no creation',
  'inconsistent value',
  'resource unavailable',
  'commit failed',
  'undo failed',
  'authorization error',
  'not writable',
  'inconsistent name',
];
const VERSIONS = ['1', '2c', '', '3'];

export const SNMP: DatagramProtocol = {
  name: 'SNMP',
  looks({ bytes, ends }) {
    if (!hasPort(ends, 161, 162)) return false;
    const outer = elementAt(bytes, 0);
    const version = outer === undefined ? undefined : elementAt(bytes, outer.start);
    return outer?.tag === SEQUENCE && version?.tag === INTEGER && version.end - version.start === 1;
  },
  read: ({ bytes }) => snmp(bytes),
};

function snmp(bytes: Uint8Array): readonly Message[] {
  const outer = elementAt(bytes, 0);
  const [first, second, third, fourth] = outer === undefined ? [] : elementsIn(bytes, outer);
  if (first === undefined || second === undefined || third === undefined) return [];
  const version = VERSIONS[integerOf(bytes, first)] ?? String(integerOf(bytes, first));
  if (version !== '3') return [pdu(bytes, third, version, textOf(bytes, second, 100))];
  const [, user] = [elementAt(bytes, third.start), third];
  const inner = elementAt(bytes, user.start, user.end);
  const name = inner === undefined ? undefined : elementsIn(bytes, inner)[3];
  const scoped = fourth?.tag === SEQUENCE ? elementsIn(bytes, fourth)[2] : undefined;
  const who = name === undefined ? '' : textOf(bytes, name, 100);
  return [
    scoped === undefined
      ? made('encrypted', 'notice', 'Encrypted message of version 3', { version, user: who })
      : pdu(bytes, scoped, version, who),
  ];
}

function pdu(bytes: Uint8Array, element: Element, version: string, user: string): Message {
  const code = element.tag & 31;
  const kind = PDUS[code] ?? `PDU ${code}`;
  const parts = elementsIn(bytes, element);
  if (code === 4) {
    const [enterprise, address] = parts;
    const oid = enterprise === undefined ? '' : oidOf(bytes, enterprise);
    return made(kind, 'notice', `${kind} ${oid}`, {
      version,
      user,
      target: oid,
      details: words({ agent: address === undefined ? '' : ipv4Text(bytes, address.start) }),
    });
  }
  const [id, error, , list] = parts;
  const key = id === undefined ? '' : String(integerOf(bytes, id));
  const bindings =
    list === undefined
      ? []
      : elementsIn(bytes, list)
          .slice(0, 20)
          .map((one) => binding(bytes, one));
  const oids = bindings.map(({ oid }) => oid).join(' ');
  const isAnswer = code === 2 || code === 8;
  const status = error === undefined ? 0 : integerOf(bytes, error);
  const answers = isAnswer ? bindings.map(({ value }) => value).join(' | ') : '';
  const role = isAnswer ? 'answer' : code === 7 ? 'notice' : 'request';
  return made(
    kind,
    role,
    `${kind} ${oids}${answers === '' ? '' : ` = ${answers}`}`,
    {
      version,
      user,
      id: key,
      method: kind,
      target: oids,
      answers,
      ...(isAnswer && { code: status, status: SNMP_ERRORS[status] ?? '' }),
    },
    key,
  );
}

function binding(bytes: Uint8Array, element: Element): { readonly oid: string; readonly value: string } {
  const [name, value] = elementsIn(bytes, element);
  return {
    oid: name === undefined ? '' : oidOf(bytes, name),
    value: value === undefined ? '' : valueText(bytes, value),
  };
}

/** A value by its type: numbers, texts, identifiers, addresses. */
function valueText(bytes: Uint8Array, value: Element): string {
  if (value.tag === 4) return textOf(bytes, value, 100);
  if (value.tag === 6) return oidOf(bytes, value);
  if (value.tag === 0x40 && value.end - value.start === 4) return ipv4Text(bytes, value.start);
  if (value.tag === 5 || value.tag >= 0x80) return '';
  return String(integerOf(bytes, value));
}

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
