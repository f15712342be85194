/** DHCP (RFC 2131) and DHCPv6 (RFC 8415), by the fields of core/protocols. */
import { dhcp } from '../../protocols/applications/dhcp.ts';
import { dhcpv6 } from '../../protocols/applications/dhcpv6.ts';
import { ipv6Text } from '../../../base/addresses.ts';
import { Cursor } from '../cursor.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { decoderOf, type Decoded } from '../decoded.ts';
import { hasPort } from '../stream-reader.ts';

const SERVER = 67;
const CLIENT = 68;
/** Ports of clients and servers of version 6. */
const PORTS_V6 = [546, 547] as const;
const FIXED = 240;
/** Discover, Request, Decline (RFC 2131: not answered), Release (nor this), Inform. */
const ANSWERED: ReadonlySet<number> = new Set([1, 3, 8]);
const ANSWERS: ReadonlySet<number> = new Set([2, 5, 6]);
/** Discover and Offer belong together, Request, Inform and ACK or NAK do. */
const FIRST: ReadonlySet<number> = new Set([1, 2]);

const decode = decoderOf(dhcp);
const decodeV6 = decoderOf(dhcpv6);

/** DHCP and BOOTP. */
export const DHCP: DatagramProtocol = {
  name: 'DHCP',
  everywhere: true,
  looks: ({ bytes, ends }) =>
    hasPort(ends, SERVER, CLIENT) && bytes.length >= FIXED - 4 && (bytes[0] === 1 || bytes[0] === 2),
  read({ bytes, length }) {
    const read = decode(bytes, length, SERVER);
    const type = read.number('dhcp.type') ?? 0;
    const id = read.text('dhcp.id');
    const isRequest = read.number('dhcp.op') === 1;
    const key = `${id} ${String(read.value('dhcp.hw.mac_addr') ?? '')} ${FIRST.has(type) ? 'offer' : 'ack'}`;
    const role = type === 0 ? (isRequest ? 'request' : 'answer') : roleOf(type);
    return [
      {
        kind: type === 0 ? `BOOTP ${isRequest ? 'request' : 'reply'}` : nameIn(read.text('dhcp.type')),
        summary: summaryOf(read),
        role,
        key,
        said: read.said,
        values: {
          name: String(read.value('dhcp.option.hostname') ?? read.value('dhcp.option.fqdn') ?? ''),
          target: addressOf(read, 'dhcp.option.requested_address'),
          answers: isRequest ? '' : addressOf(read, 'dhcp.ip.your'),
          agent: String(read.value('dhcp.option.vendor_class') ?? ''),
          id,
          user: String(read.value('dhcp.hw.mac_addr') ?? ''),
          details: detailsOf(read),
        },
      },
    ];
  },
};

/** DHCPv6. */
export const DHCPV6: DatagramProtocol = {
  name: 'DHCPv6',
  everywhere: true,
  looks: ({ bytes, ends }) => hasPort(ends, ...PORTS_V6) && bytes.length >= 4 && bytes[0] >= 1 && bytes[0] <= 36,
  read({ bytes, length }) {
    const read = decodeV6(bytes, length, PORTS_V6[0]);
    const type = bytes[0];
    const role = ANSWERED_V6.has(type) ? 'request' : ANSWERS_V6.has(type) ? 'answer' : 'notice';
    const { addresses, name } = optionsOf(new Cursor(bytes, type === 12 || type === 13 ? 34 : 4));
    return [
      {
        kind: nameIn(read.text('dhcpv6.type')),
        summary: read.info,
        role,
        key: [...bytes.subarray(1, 4)].join('.'),
        said: read.said,
        values: {
          name,
          answers: addresses.join(' '),
          id: read.text('dhcpv6.id'),
        },
      },
    ];
  },
};

/** Solicit, Request, Confirm, Renew, Rebind, Release, Decline, Information-request; Advertise and Reply. */
const ANSWERED_V6: ReadonlySet<number> = new Set([1, 3, 4, 5, 6, 8, 9, 11]);
const ANSWERS_V6: ReadonlySet<number> = new Set([2, 7]);

function roleOf(type: number): 'request' | 'answer' | 'notice' {
  return ANSWERED.has(type) ? 'request' : ANSWERS.has(type) ? 'answer' : 'notice';
}

function nameIn(text: string): string {
  return /\((.*)\)$/.exec(text)?.[1] ?? text;
}

/** "" for no address. */
function addressOf(read: Decoded, id: string): string {
  const address = String(read.value(id) ?? '');
  return address === '0.0.0.0' ? '' : address;
}

function summaryOf(read: Decoded): string {
  const your = addressOf(read, 'dhcp.ip.your') || addressOf(read, 'dhcp.option.requested_address');
  const name = String(read.value('dhcp.option.hostname') ?? '');
  return [read.info, ...(your === '' ? [] : [your]), ...(name === '' ? [] : [name])].join(', ');
}

function detailsOf(read: Decoded): string {
  const words = [
    ['server', addressOf(read, 'dhcp.option.server')],
    ['lease', read.text('dhcp.option.lease_time')],
    ['client', addressOf(read, 'dhcp.ip.client')],
    ['relay', addressOf(read, 'dhcp.ip.relay')],
    ['wanted', read.all('dhcp.option.wanted').join(',')],
    ['routers', read.all('dhcp.option.router').join(' ')],
    ['DNS', read.all('dhcp.option.dns_server').join(' ')],
    ['message', String(read.value('dhcp.option.message') ?? '')],
  ] as const;
  return words.flatMap(([word, text]) => (text === '' ? [] : [`${word}: ${text}`])).join('; ');
}

/** Relayed message, addresses, address, prefix, client name (RFC 8415 section 21, RFC 4704). */
const RELAYED = 9;
const ASSOCIATIONS: ReadonlyMap<number, number> = new Map([
  [3, 12],
  [4, 4],
  [25, 12],
]);
const ADDRESS = 5;
const PREFIX = 26;
const NAME = 39;
/** How deep options lie in options. */
const DEEPEST = 4;

/** Addresses and prefixes that are given or asked for, and the name of the client. */
function optionsOf(cursor: Cursor, depth = 0): { addresses: string[]; name: string } {
  const found = { addresses: [] as string[], name: '' };
  while (cursor.left >= 4 && depth <= DEEPEST) {
    const code = cursor.u16();
    const value = cursor.some(cursor.u16());
    const before = ASSOCIATIONS.get(code);
    if (code === ADDRESS && value.left >= 16) found.addresses.push(ipv6Text(value.bytes.subarray(value.at)));
    else if (code === PREFIX && value.left >= 25) found.addresses.push(prefixOf(value));
    else if (code === NAME) found.name = labelsOf(value);
    else if (before !== undefined || code === RELAYED) {
      value.skip(before ?? (value.peek() === 12 || value.peek() === 13 ? 34 : 4));
      const inner = optionsOf(value, depth + 1);
      found.addresses.push(...inner.addresses);
      found.name ||= inner.name;
    }
  }
  return found;
}

function prefixOf(value: Cursor): string {
  value.skip(8);
  const length = value.u8();
  return `${ipv6Text(value.bytes.subarray(value.at))}/${length}`;
}

function labelsOf(value: Cursor): string {
  value.skip(1);
  const labels: string[] = [];
  while (value.left > 0 && value.peek() > 0) labels.push(value.sub(value.u8()).text());
  return labels.filter((label) => label !== '').join('.');
}
