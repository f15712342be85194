import type { PayloadView } from '../payload-view.ts';

/** True if the payload is of the protocol. Never reads beyond the packet. */
type Test = (packet: PayloadView) => boolean;

interface OwnName {
  readonly name: string;
  /** Only where one of these ports is used. */
  readonly ports: readonly number[];
  readonly tcp?: true;
  readonly udp?: true;
  readonly test: Test;
}

const udp = (name: string, ports: readonly number[], test: Test): OwnName => ({ name, ports, udp: true, test });
const tcp = (name: string, ports: readonly number[], test: Test): OwnName => ({ name, ports, tcp: true, test });

/** A header of DNS (RFC 1035) with one question and counts that a message of this size can have. */
const isDns: Test = (packet) => {
  if (packet.size < 17 || packet.u16(4) !== 1 || (packet.u8(2) & 0x78) > 0x28) return false;
  const records = packet.u16(6) + packet.u16(8) + packet.u16(10);
  return packet.u8(12) < 64 && 17 + records * 11 <= packet.size && records < 64 && (packet.u8(3) & 0x40) === 0;
};

/**
 * Protocols that NFStream leaves `Unknown`, by their port and their first bytes. Each is written from its standard; weak tests
 * have more than one thing to fit.
 */
const OWN_NAMES: readonly OwnName[] = [
  // Open Networking Foundation, OpenFlow 1.0 to 1.5: version, type, length of the message.
  tcp('OpenFlow', [6633, 6653], (p) => p.u8(0) >= 1 && p.u8(0) <= 6 && p.u8(1) <= 35 && p.u16(2) >= 8),
  // Apache Kafka protocol: length, API key, version.
  tcp('Kafka', [9092], (p) => p.u32(0) === p.size - 4 && p.u16(4) < 100 && p.u16(6) < 32),
  // ASHRAE 135, annex J: BACnet/IP.
  udp('BACnet', [47_808], (p) => p.u8(0) === 0x81 && p.u8(1) <= 12 && p.u16(2) === p.size),
  // IEEE 1588: type, version 1 or 2, length.
  udp('PTP', [319, 320], (p) => ((p.u8(1) & 15) === 2 ? p.u16(2) <= p.size && p.size >= 34 : p.u16(0) === 1)),
  // RFC 5880, 5881, 5883: version 1, length.
  udp('BFD', [3784, 4784, 6784], (p) => p.u8(0) >> 5 === 1 && p.u8(3) >= 24 && p.u8(3) <= p.size),
  udp('BFD_Echo', [3785], (p) => p.size > 0),
  // RFC 8926: version 0, an inner protocol.
  udp('Geneve', [6081], (p) => p.u8(0) >> 6 === 0 && [0x6558, 0x0800, 0x86dd].includes(p.u16(2))),
  // RFC 1058, 2453; 2080: command, version, entries of 20 bytes.
  udp('RIP', [520], (p) => [1, 2].includes(p.u8(0)) && [1, 2].includes(p.u8(1)) && (p.size - 4) % 20 === 0),
  udp('RIPng', [521], (p) => [1, 2].includes(p.u8(0)) && p.u8(1) === 1 && (p.size - 4) % 20 === 0),
  // RFC 8966: magic 42, version 2, length of the body.
  udp('Babel', [6696], (p) => p.u8(0) === 42 && p.u8(1) === 2 && p.u16(2) + 4 <= p.size),
  // RFC 2661, 3931: version 2 or 3; control messages have length and sequence.
  udp('L2TP', [1701], (p) => [2, 3].includes(p.u8(1) & 15) && ((p.u8(0) & 0x80) === 0 || (p.u8(0) & 0x48) === 0x48)),
  // ANSI C12.22: an association begins with ACSE’s tag.
  udp('C12.22', [1153], (p) => p.u8(0) === 0x60),
  tcp('C12.22', [1153], (p) => p.u8(0) === 0x60),
  // RFC 5191: reserved 0, length of the message.
  udp('PANA', [716], (p) => p.u16(0) === 0 && p.u16(2) === p.size),
  // FieldComm HCF_SPEC-85: version 1, type, length.
  udp('HART-IP', [5094], (p) => p.u8(0) === 1 && p.u8(1) <= 2 && p.u16(6) === p.size),
  tcp('HART-IP', [5094], (p) => p.u8(0) === 1 && p.u8(1) <= 2 && p.u16(6) <= p.size && p.u16(6) >= 8),
  // RFC 3561: type 1 to 4 with its size.
  udp('AODV', [654], (p) => (p.u8(0) === 1 && p.size >= 24) || (p.u8(0) === 2 && p.size >= 20) || p.u8(0) === 3),
  // RFC 8029: version 1, type of an echo.
  udp('MPLS_Echo', [3503], (p) => p.u16(0) === 1 && p.u8(4) >= 1 && p.u8(4) <= 4),
  // ODVA CIP: two items, the first a sequenced address.
  udp('CIP_IO', [2222], (p) => p.le16(0) === 2 && p.le16(2) === 0x8002),
  // ODVA CIP, volume 2, section 2-3: length of what follows the header of 24 bytes, a known command, status below the vendors' own.
  udp('EthernetIP', [44_818], (p) => p.le16(2) + 24 === p.size && [0, 4, 0x63, 0x64, 0x65].includes(p.le16(0))),
  // RFC 1157, 3416: a sequence that begins with a version, whatever its length says.
  udp('SNMP', [161, 162], (p) => p.u8(0) === 0x30 && [2, 3, 4].some((at) => p.u16(at) === 0x0201 && p.u8(at + 2) <= 3)),
  // RFC 1459, 2812, 7194: a command, or a line of a server.
  tcp('IRC', [194, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 6697, 7000], (p) =>
    /^(:\S+ (\d{3}|NOTICE|PRIVMSG|MODE|JOIN) |(NICK|USER|PASS|CAP|JOIN|NOTICE|PING|PONG|STARTTLS)\b[^\r\n]*\r?\n)/.test(
      p.text(0, 256),
    ),
  ),
  // IEEE 1815.
  udp('DNP3', [20_000], (p) => p.u16(0) === 0x0564),
  // RFC 5176: disconnect and change of authorisation, length.
  udp('Radius_CoA', [3799], (p) => p.u8(0) >= 40 && p.u8(0) <= 45 && p.u16(2) === p.size),
  // 3GPP TS 29.244: version 1, length.
  udp('PFCP', [8805], (p) => p.u8(0) >> 5 === 1 && p.u16(2) + 4 <= p.size),
  // OPC 10000-6, section 7.1: message types.
  tcp('OPC_UA', [4840, 4843], (p) => ['HELF', 'ACKF', 'ERRF', 'OPNF', 'MSGF', 'CLOF'].some((text) => p.has(text))),
  // SMPP 3.4: length, command.
  tcp('SMPP', [2775, 2776], (p) => p.u32(0) >= 16 && p.u32(0) <= p.size && (p.u32(4) & 0x7fff_ffff) < 0x200),
  // RFC 5036: version 1, length.
  tcp('LDP', [646], (p) => p.u16(0) === 1 && p.u16(2) + 4 <= p.size),
  udp('LDP', [646], (p) => p.u16(0) === 1 && p.u16(2) + 4 <= p.size),
  // RFC 3626: length of the packet.
  udp('OLSR', [698], (p) => p.u16(0) === p.size),
  // RFC 6810, 8210: version, type, length.
  tcp('RPKI-RTR', [323, 8282], (p) => p.u8(0) <= 2 && p.u8(1) <= 11 && p.u32(4) >= 8 && p.u32(4) < 65_536),
  // RFC 2608, 2165: version, function, length.
  udp('SLP', [427], (p) => (p.u8(0) === 2 && p.u24(2) === p.size) || (p.u8(0) === 1 && p.u16(2) === p.size)),
  // RFC 862.
  udp('Echo', [7], (p) => p.size > 0),
  // OASIS WS-Discovery 1.1: XML.
  udp('WSD', [3702], (p) => p.has('<?xml') || p.has('<soap') || p.has('<s:Env')),
  // ANSI E1.31: preamble and identifier.
  udp('ACN', [5568], (p) => p.u16(0) === 0x10 && p.has('ASC-E1.17', 4)),
  udp('Art-Net', [6454], (p) => p.has('Art-Net\0')),
  // XDMCP (X.Org): version 1, opcode.
  udp('XDMCP', [177], (p) => p.u16(0) === 1 && p.u16(2) <= 13),
  // RFC 1413.
  tcp('Ident', [113], (p) => /^\s*\d{1,5}\s*,\s*\d{1,5}/.test(p.text(0, 16))),
  // RFC 1288: a line, whatever it asks.
  tcp('Finger', [79], (p) => p.find('\r\n') >= 0),
  // DNS away from its own ports.
  udp('DNS', [54, 5300, 5350, 5354, 8053, 10_053], isDns),
];

/** Protocols with a word of their own, whatever the port. */
const BY_WORD: readonly { readonly name: string; readonly tcp: boolean; readonly test: Test }[] = [
  // OMG DDSI-RTPS 2.2, section 9.4.4.
  { name: 'RTPS', tcp: false, test: (p) => p.has('RTPS') || p.has('RTPX') },
  // Android Debug Bridge: CNXN, and its complement behind.
  { name: 'ADB', tcp: true, test: (p) => p.has('CNXN') && p.size >= 24 },
  // BEP 5: a dictionary with query, answer or error.
  { name: 'BitTorrent_DHT', tcp: false, test: (p) => p.has('d1:ad2:id20:') || p.has('d1:rd2:id20:') },
  // RFC 9369.
  { name: 'QUIC', tcp: false, test: (p) => p.u32(1) === 0x6b33_43cf && (p.u8(0) & 0xc0) === 0xc0 && p.size >= 1200 },
  // RFC 9113, section 3.4: the preface.
  { name: 'HTTP2', tcp: true, test: (p) => p.has('PRI * HTTP/2.0\r\n\r\n') },
];

const byPort = new Map<number, OwnName[]>();
for (const own of OWN_NAMES) for (const port of own.ports) byPort.set(port, [...(byPort.get(port) ?? []), own]);

/** Our own name of a flow with such a payload; "" for none. Asked for flows that NFStream has no name for. */
export function ownName(packet: PayloadView): string {
  const ports = byPort.get(packet.destinationPort) ?? byPort.get(packet.sourcePort);
  const found = ports?.find((own) => (packet.tcp ? own.tcp : own.udp) === true && own.test(packet));
  return found?.name ?? BY_WORD.find(({ tcp: isTcp, test }) => isTcp === packet.tcp && test(packet))?.name ?? '';
}
