/** LDAP (RFC 4511) over TCP and UDP. */
import { elementAt, elementsIn, integerOf, textOf, type Element } from '../ber.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import type { Framing } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort, type StreamProtocol } from '../stream-reader.ts';
import { Upgrading } from './upgrading.ts';

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
  open: (sink) => new Upgrading(sink, (turn) => new LdapFraming(turn)),
};

/** Extended operation that asks for TLS (RFC 4511 section 4.14). */
const START_TLS = '1.3.6.1.4.1.1466.20037';

class LdapFraming implements Framing {
  /** Id of the request for TLS. */
  private asked: string | undefined;

  constructor(private readonly turn: () => void) {}

  size(bytes: Uint8Array): number {
    return elementSize(bytes, SEQUENCES);
  }

  read(bytes: Uint8Array): readonly Message[] {
    const found = ldap(bytes);
    for (const { key, role, values } of found) {
      if (role === 'request' && values.target === START_TLS) this.asked = key;
      else if (role === 'answer' && key === this.asked && values.code === 0) this.turn();
    }
    return found;
  }
}

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
