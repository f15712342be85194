import type { Column, DictionaryColumn } from '../../model/column.ts';
import { CHAINS_TAGS, TAGS, tagText } from '../../model/tags.ts';
import { addressClass } from './address-class.ts';

type Columns = ReadonlyMap<string, Column>;
type Read = (row: number) => number;

/** A dictionary of sets of tags: the code is the set, tag n being bit n. */
export interface TagReader {
  readonly code: Read;
  readonly size: () => number;
  readonly text: (code: number) => string;
  readonly fixed: true;
}

type TagName = (typeof TAGS)[number]['name'];

const BIT = Object.fromEntries(TAGS.map(({ name }, at) => [name, 1 << at])) as Readonly<Record<TagName, number>>;
const NAMES = TAGS.map(({ name }) => name);

/** Protocols that encrypt what they carry, by NFStream's names. */
const ENCRYPTED = new Set(
  `TLS DTLS QUIC SSH SMTPS IMAPS POPS FTPS DoH_DoT DNScrypt IPSec WireGuard OpenVPN RDP Syncthing iCloudPrivateRelay
   SRTP AnyDesk Tailscale`.split(/\s+/),
);
/** Protocols that anybody can read. */
const CLEAR = new Set(
  `HTTP HTTP_Proxy HTTP_Connect HTTP2 DNS MDNS LLMNR DHCP DHCPV6 FTP_CONTROL FTP_DATA SMTP POP3 IMAP Telnet SNMP TFTP NTP SIP RTP RTCP
   RTSP RTMP SSDP Syslog NetBIOS SMBv1 SMBv23 LDAP Kerberos NFS MySQL PostgreSQL MongoDB Redis Memcached Cassandra MsSQL-TDS MQTT AMQP
   COAP Modbus DNP3 IEC60870 s7comm EthernetIP BACnet OpenFlow PTP RIP BGP Radius IRC Whois-DAS VNC RSH Rlogin BitTorrent WebSocket
   H323 Megaco SOCKS Git XDMCP Finger Ident BFD HART-IP Radius_CoA`.split(/\s+/),
);

/** `tags`: computed when it is asked for, from other columns of the flow, which may be put into `columns` until then. */
export function flowTags(columns: Columns): TagReader {
  const ends = directionBits(columns);
  const said = contentBits(columns);
  return {
    code: (row) => ends(row) | said(row),
    size: () => 1 << TAGS.length,
    text: (bits) => tagText(NAMES, bits),
    fixed: true,
  };
}

function directionBits(columns: Columns): Read {
  const source = byText(columns, 'src_ip', (text) => (addressClass(text) === 'own' ? 1 : 0));
  const destination = byText(columns, 'dst_ip', (text) => CLASSES.indexOf(addressClass(text)));
  const toAll = byText(columns, 'dst_mac', (text) => (text === 'ff:ff:ff:ff:ff:ff' ? 1 : 0));
  return (row) => {
    const to = CLASSES[destination(row)];
    if (to === 'multicast') return BIT.multicast;
    if (to === 'broadcast' || toAll(row) === 1) return BIT.broadcast;
    if (source(row) === 1) return to === 'own' ? BIT.internal : BIT.outgoing;
    return to === 'own' ? BIT.incoming : BIT.external;
  };
}

const CLASSES = ['own', 'multicast', 'broadcast', 'public'] as const;

function contentBits(columns: Columns): Read {
  const application = byText(columns, 'application', (text) => {
    const [master = ''] = text.split('.');
    return ENCRYPTED.has(master) ? BIT.encrypted : CLEAR.has(master) ? BIT.cleartext : 0;
  });
  const told = byText(columns, 'application_by', (text) => (text === 'port only' ? BIT['by-port'] : 0));
  const hello = byText(columns, 'ja4', (text) => (/^[td](s2|s3|10|11|d1)/.test(text) ? BIT['obsolete-tls'] : 0));
  return (row) => {
    const guessed = told(row);
    return guessed !== 0 ? guessed : application(row) | hello(row);
  };
}

/** Chains' tags. `hasName`: the capture itself names that end of the flow; without look-ups a public address without a name is nxdomain. */
export function chainsTags(columns: Columns, hasName: (row: number, end: 0 | 1) => boolean): TagReader {
  const source = byText(columns, 'src_ip', chainsLabel);
  const destination = byText(columns, 'dst_ip', chainsLabel);
  return {
    code: (row) => {
      const [from, to] = [source(row), destination(row)];
      const unnamed = (from === Label.Other && !hasName(row, 0)) || (to === Label.Other && !hasName(row, 1));
      return direction(from, to) | (unnamed ? 8 : 0);
    },
    size: () => 1 << CHAINS_TAGS.length,
    text: (bits) => tagText(CHAINS_TAGS, bits),
    fixed: true,
  };
}

const Label = { Internal: 0, Multicast: 1, Other: 2 } as const;
const CHAINS_INTERNAL = ['10.', '172.16.', '192.168.', '169.254', 'fd', 'fe80::'];

/** Chains' ReverseDNS, which looks at the text: 172.17.0.0 and further are not internal to it. */
function chainsLabel(text: string): number {
  if (CHAINS_INTERNAL.some((start) => text.startsWith(start))) return Label.Internal;
  return text === '224.0.0.251' || text === 'ff02::fb' ? Label.Multicast : Label.Other;
}

/** What Chains puts in place of an address: its label, or the name that the capture has for it; without one a public address is nxdomain. */
export function chainsAddressLabel(address: string, name: string | undefined): string {
  const label = chainsLabel(address);
  if (label === Label.Internal) return 'internal';
  return label === Label.Multicast ? 'multicast_dns' : (name ?? 'nxdomain');
}

function direction(from: number, to: number): number {
  if (from === Label.Internal) return to === Label.Other ? 2 : 1;
  return to === Label.Internal ? 4 : 0;
}

/** A number for each text of a column, worked out once a text; 0 where there is no such column, or no text. */
function byText(columns: Columns, id: string, of: (text: string) => number): Read {
  const known: number[] = [];
  let column: Column | undefined;
  return (row) => {
    column ??= columns.get(id);
    return column?.type === 'dictionary' ? numberOf(column, column.code(row), known, of) : 0;
  };
}

function numberOf(column: DictionaryColumn, code: number, known: number[], of: (text: string) => number): number {
  if (code < 0) return 0;
  return (known[code] ??= of(column.text(code)));
}
