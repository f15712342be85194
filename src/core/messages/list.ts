import type { DatagramProtocol } from './datagram-reader.ts';
import { AMQP } from './protocols/amqp.ts';
import { IRC } from './protocols/irc.ts';
import { MQTT } from './protocols/mqtt.ts';
import { NATS } from './protocols/nats.ts';
import { MYSQL } from './protocols/mysql.ts';
import { POSTGRESQL } from './protocols/postgresql.ts';
import { TDS } from './protocols/tds.ts';
import { MONGODB, REDIS } from './protocols/stores.ts';
import { COAP } from './protocols/coap.ts';
import { GTP, IKE, NTP, PTP, SOMEIP, SYSLOG } from './protocols/datagrams.ts';
import { RADIUS } from './protocols/radius.ts';
import { STUN } from './protocols/stun.ts';
import { DHCP, DHCPV6 } from './protocols/dhcp.ts';
import { CLDAP, LDAP } from './protocols/directory.ts';
import { KERBEROS, KERBEROS_DATAGRAMS } from './protocols/kerberos.ts';
import { SNMP } from './protocols/snmp.ts';
import { DTLS } from './protocols/dtls.ts';
import { DNS_DATAGRAMS, DNS_ELSEWHERE, DNS_STREAM, NBNS_DATAGRAMS } from './protocols/dns.ts';
import { httpProtocol, SSDP } from './protocols/http.ts';
import { HTTP2 } from './protocols/http2.ts';
import { ENIP } from './protocols/enip.ts';
import { IEC104 } from './protocols/iec104.ts';
import { DNP3, MODBUS, S7 } from './protocols/industrial.ts';
import { FTP, IMAP, POP3, SMTP } from './protocols/mail.ts';
import { BGP, BITTORRENT, DIAMETER_STREAM, RDP, VNC } from './protocols/peers.ts';
import { SMB, TFTP } from './protocols/sharing.ts';
import { QUIC } from './protocols/quic.ts';
import { RTSP, SIP, SIP_DATAGRAMS } from './protocols/sip.ts';
import { socksProtocol } from './protocols/socks.ts';
import { SSH } from './protocols/ssh.ts';
import { TLS } from './protocols/tls.ts';
import type { MessageSink } from './message.ts';
import type { Ends, StreamProtocol, StreamReader } from './stream-reader.ts';
import { tunnelled } from './tunnelled.ts';

const again = (sink: MessageSink, ends: Ends): StreamReader => tunnelled(sink, ends, () => STREAM_PROTOCOLS);

/** Protocols over TCP, in the order in which they are tried: those that are certain by their bytes first. */
export const STREAM_PROTOCOLS: readonly StreamProtocol[] = [
  TLS,
  HTTP2,
  httpProtocol(again),
  RTSP,
  SIP,
  SSH,
  BGP,
  SMB,
  AMQP,
  VNC,
  BITTORRENT,
  DNS_STREAM,
  SMTP,
  FTP,
  POP3,
  IMAP,
  LDAP,
  KERBEROS,
  MODBUS,
  S7,
  DNP3,
  IEC104,
  ENIP,
  RDP,
  DIAMETER_STREAM,
  TDS,
  MONGODB,
  REDIS,
  POSTGRESQL,
  MYSQL,
  MQTT,
  NATS,
  IRC,
  socksProtocol(again),
];

/** Protocols over UDP, in the order in which they are tried. */
export const DATAGRAM_PROTOCOLS: readonly DatagramProtocol[] = [
  DNS_DATAGRAMS,
  NBNS_DATAGRAMS,
  DHCP,
  DHCPV6,
  NTP,
  SNMP,
  RADIUS,
  KERBEROS_DATAGRAMS,
  CLDAP,
  QUIC,
  DTLS,
  TFTP,
  COAP,
  IKE,
  GTP,
  SOMEIP,
  PTP,
  SYSLOG,
  SSDP,
  SIP_DATAGRAMS,
  STUN,
  DNS_ELSEWHERE,
];

/** Names of all protocols whose messages are read, as the table has them. */
export const MESSAGE_PROTOCOLS: readonly string[] = [
  ...new Set([...[...STREAM_PROTOCOLS, ...DATAGRAM_PROTOCOLS].map(({ name }) => name), 'mDNS', 'LLMNR', 'WebSocket']),
];
