import { Answer } from '../answer.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

const SSL_REQUEST = 80_877_103;

/** PostgreSQL (protocol 3): a start, and an answer of the other side. */
export const postgresql: Recogniser = {
  names: ['PostgreSQL'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    const way = packet.fromClient ? 1 : 2;
    if (mark === 0) {
      const code = packet.u32(4);
      if (packet.size < 8 || packet.u32(0) !== packet.size) return Answer.No;
      if (code === SSL_REQUEST || code === 80_877_104) return way;
      return code < 0x40000 ? way | 4 : Answer.No;
    }
    if ((mark & 3) === way) return flow.payloads < 4 ? mark : Answer.No;
    const first = packet.text(0, 1);
    if ((mark & 4) === 0) return packet.size === 1 && 'SNG'.includes(first) ? flow.found('PostgreSQL') : Answer.No;
    return first === 'R' && packet.size > 8 && packet.u32(1) < packet.size && packet.u32(5) < 10
      ? flow.found('PostgreSQL')
      : Answer.No;
  },
};

/** MySQL: the server's greeting, with the name of a password method at its end. */
export const mysql = byOnePacket('MySQL', Transport.Tcp, (packet) => {
  if (packet.size <= 38 || (packet.le32(0) & 0xffffff) !== packet.size - 4 || packet.u8(3) !== 0) return false;
  return packet.u8(4) === 10 && /^[1-8]\./.test(packet.text(5, 2)) && packet.find('mysql_', packet.size - 24) >= 0;
});

/** Redis: commands one way, a status or number the other. */
export const redis: Recogniser = {
  names: ['Redis'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    const own = packet.fromClient ? 0 : 8;
    const first = packet.u8(0);
    if (mark === 0 && first !== 0x2a && first !== 0x2b && first !== 0x3a) return Answer.No;
    if (((mark >> own) & 0xff) !== 0) return flow.payloads > 20 ? Answer.No : mark;
    const seen = mark | (first << own);
    const [a, b] = [seen & 0xff, seen >> 8];
    if (a === 0 || b === 0) return flow.payloads > 20 ? Answer.No : seen;
    const isAnswer = (byte: number): boolean => byte === 0x2b || byte === 0x3a;
    return (a === 0x2a && isAnswer(b)) || (b === 0x2a && isAnswer(a)) ? flow.found('Redis') : Answer.No;
  },
};

const MONGO = new Set([1, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2013]);

/** MongoDB's wire protocol. */
export const mongodb = byOnePacket(
  'MongoDB',
  Transport.Tcp,
  (packet) => packet.size > 16 && packet.le32(0) >= 4 && packet.le32(0) <= 1_000_000 && MONGO.has(packet.le32(12)),
);

const CQL_TYPES = 16;

/** Cassandra's native protocol, at the fourth packet. */
export const cassandra: Recogniser = {
  names: ['Cassandra'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    const version = packet.u8(0) & 0x7f;
    if (packet.size < 9 || version < 1 || version > 4 || packet.u8(1) > 15 || packet.u8(4) > CQL_TYPES)
      return Answer.No;
    return mark >= 3 ? flow.found('Cassandra') : mark + 1;
  },
};

const TDS_STATUS = new Set([0, 1, 2, 4, 8, 9, 16]);

/** Tabular Data Stream of SQL Server (MS-TDS). */
export const tds = byOnePacket('MsSQL-TDS', Transport.Tcp, (packet) => {
  const type = packet.u8(0);
  if (packet.destinationPort === 102 || packet.size < 8 || type < 1 || type > 18 || (type > 8 && type < 14))
    return false;
  return TDS_STATUS.has(packet.u8(1)) && packet.u16(2) === packet.size && packet.u8(7) === 0;
});

/** Oracle's TNS. */
export const oracle = byOnePacket('Oracle', Transport.Tcp, (packet) => {
  if (packet.usesPort(1521)) {
    if (packet.has('\x07\xff\x00')) return true;
    if (packet.size >= 232 && packet.u8(0) <= 1 && packet.u8(1) !== 0 && packet.u16(2) === 0) return true;
  }
  return packet.size === 213 && packet.has('\x00\xd5\x00\x00');
});
