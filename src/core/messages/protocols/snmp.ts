/** SNMP (RFC 1157, 3416, 3412). */
import { ipv4Text } from '../../../base/addresses.ts';
import { elementAt, elementsIn, integerOf, oidOf, textOf, type Element } from '../ber.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort } from '../stream-reader.ts';
const SEQUENCE = 0x30;
const INTEGER = 0x02;
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
