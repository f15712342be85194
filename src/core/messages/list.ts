import type { DatagramProtocol } from './datagram-reader.ts';
import { DHCP, DHCPV6 } from './protocols/dhcp.ts';
import { DNS_DATAGRAMS, DNS_STREAM, NBNS_DATAGRAMS } from './protocols/dns.ts';
import { httpProtocol, SSDP } from './protocols/http.ts';
import { TLS } from './protocols/tls.ts';
import type { StreamProtocol } from './stream-reader.ts';
import { tunnelled } from './tunnelled.ts';

/** Protocols over TCP, in the order in which they are tried: those that are certain by their bytes first. */
export const STREAM_PROTOCOLS: readonly StreamProtocol[] = [
  TLS,
  httpProtocol((sink, ends) => tunnelled(sink, ends, () => STREAM_PROTOCOLS)),
  DNS_STREAM,
];

/** Protocols over UDP. */
export const DATAGRAM_PROTOCOLS: readonly DatagramProtocol[] = [DNS_DATAGRAMS, NBNS_DATAGRAMS, DHCP, DHCPV6, SSDP];

/** Names of all protocols whose messages are read, as the table has them. */
export const MESSAGE_PROTOCOLS: readonly string[] = [
  ...new Set([
    ...STREAM_PROTOCOLS.map(({ name }) => name),
    ...DATAGRAM_PROTOCOLS.map(({ name }) => name),
    'mDNS',
    'LLMNR',
    'WebSocket',
  ]),
];
