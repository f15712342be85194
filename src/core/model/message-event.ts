import type { MessageValueId } from './message-columns.ts';
import type { MESSAGE_SAYS } from './message-says.ts';

/** Names of protocols whose messages are read. */
export type MessageProtocol = keyof typeof MESSAGE_SAYS;

type Camel<Id extends string> = Id extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Id;
type ValueOf<Id extends MessageValueId> = (Id extends 'code' | 'body' ? number : string) | undefined;
type SaidBy<Protocol extends MessageProtocol> = (typeof MESSAGE_SAYS)[Protocol][number] | 'details';

/** What every message has. */
interface AnyMessage {
  /** Number of the message in the table of messages, from 1. */
  readonly number: number;
  /** Seconds since the first packet, of the packet that completed it. */
  readonly time: number;
  /** Of who says it, and to whom. */
  readonly src: string;
  readonly dst: string;
  readonly srcPort: number;
  readonly dstPort: number;
  /** What of the protocol it is: "query", "response", "Client Hello", … */
  readonly kind: string;
  /** What it says, in a line. */
  readonly summary: string;
  /** Bytes. */
  readonly length: number;
  /** Of answers: milliseconds from the request. */
  readonly latency: number | undefined;
  /** Of requests "answered", "no answer", "repeated", of answers "answer", "no request". */
  readonly pairing: string | undefined;
  /** Number of the packet of the answer to a request, of the request of an answer. */
  readonly partner: number | undefined;
  /** Numbers of the packets in which it begins and that completed it. */
  readonly firstPacket: number;
  readonly packet: number;
  /** Row of the Flows table, from 0. */
  readonly flow: number;
  /** "cut" where bytes of it are missing. */
  readonly state: 'whole' | 'cut';
  /** "decrypted" where it was encrypted, and opened with secrets. */
  readonly encryption: 'in clear' | 'decrypted';
}

/** A message of a protocol: what every message has, and what messages of this protocol say. */
export type MessageOf<Protocol extends MessageProtocol> = Protocol extends MessageProtocol
  ? AnyMessage & { readonly protocol: Protocol } & {
      readonly [Id in SaidBy<Protocol> as Camel<Id>]: ValueOf<Id>;
    } & { readonly [Id in Exclude<MessageValueId, SaidBy<Protocol>> as Camel<Id>]?: undefined }
  : never;

/** Any message; its `protocol` tells which. */
export type Message = MessageOf<MessageProtocol>;

export type TlsMessage = MessageOf<'TLS'>;
export type HttpMessage = MessageOf<'HTTP'>;
export type RtspMessage = MessageOf<'RTSP'>;
export type SipMessage = MessageOf<'SIP'>;
export type SshMessage = MessageOf<'SSH'>;
export type BgpMessage = MessageOf<'BGP'>;
export type SmbMessage = MessageOf<'SMB'>;
export type AmqpMessage = MessageOf<'AMQP'>;
export type VncMessage = MessageOf<'VNC'>;
export type BitTorrentMessage = MessageOf<'BitTorrent'>;
export type DnsMessage = MessageOf<'DNS'>;
export type SmtpMessage = MessageOf<'SMTP'>;
export type FtpMessage = MessageOf<'FTP'>;
export type Pop3Message = MessageOf<'POP3'>;
export type ImapMessage = MessageOf<'IMAP'>;
export type LdapMessage = MessageOf<'LDAP'>;
export type KerberosMessage = MessageOf<'Kerberos'>;
export type ModbusMessage = MessageOf<'Modbus'>;
export type S7Message = MessageOf<'S7'>;
export type Dnp3Message = MessageOf<'DNP3'>;
export type Iec104Message = MessageOf<'IEC 104'>;
export type EnIpMessage = MessageOf<'EtherNet/IP'>;
export type RdpMessage = MessageOf<'RDP'>;
export type DiameterMessage = MessageOf<'Diameter'>;
export type TdsMessage = MessageOf<'TDS'>;
export type MongoDbMessage = MessageOf<'MongoDB'>;
export type RedisMessage = MessageOf<'Redis'>;
export type PostgreSqlMessage = MessageOf<'PostgreSQL'>;
export type MySqlMessage = MessageOf<'MySQL'>;
export type MqttMessage = MessageOf<'MQTT'>;
export type NatsMessage = MessageOf<'NATS'>;
export type IrcMessage = MessageOf<'IRC'>;
export type SocksMessage = MessageOf<'SOCKS'>;
export type NbnsMessage = MessageOf<'NBNS'>;
export type DhcpMessage = MessageOf<'DHCP'>;
export type Dhcpv6Message = MessageOf<'DHCPv6'>;
export type NtpMessage = MessageOf<'NTP'>;
export type SnmpMessage = MessageOf<'SNMP'>;
export type RadiusMessage = MessageOf<'RADIUS'>;
export type TftpMessage = MessageOf<'TFTP'>;
export type CoapMessage = MessageOf<'CoAP'>;
export type IkeMessage = MessageOf<'IKE'>;
export type GtpCMessage = MessageOf<'GTP-C'>;
export type SomeIpMessage = MessageOf<'SOME/IP'>;
export type PtpMessage = MessageOf<'PTP'>;
export type SyslogMessage = MessageOf<'Syslog'>;
export type SsdpMessage = MessageOf<'SSDP'>;
export type StunMessage = MessageOf<'STUN'>;
export type MdnsMessage = MessageOf<'mDNS'>;
export type LlmnrMessage = MessageOf<'LLMNR'>;
export type WebSocketMessage = MessageOf<'WebSocket'>;
export type Http2Message = MessageOf<'HTTP2'>;
export type QuicMessage = MessageOf<'QUIC'>;
export type DtlsMessage = MessageOf<'DTLS'>;
