import { word } from '../../../../base/bytes.ts';
import { latin1 } from '../../../../base/text.ts';
import type { PacketIndex } from '../../../model/units.ts';
import type { ByteSource } from '../../../model/reader.ts';
import type { CaptureTables } from '../../../tables.ts';
import { codes, count, different, numbers } from '../../tables/make-measure.ts';
import { evidenceColumn, evidenceKind, type Seen, type Sight } from '../evidence-table.ts';
import { END_COLUMNS, endsOf, type Ends } from '../packet-ends.ts';
import { chosenRows, readSome } from '../read-some.ts';
import { HTTP_LOGINS } from './http-logins.ts';
import { LINE_LOGINS } from './line-logins.ts';
import type { Credentials, LoginKind, LoginReader } from './login.ts';
import { loginPackets, type LoginPackets } from './login-packets.ts';
import { SNMP_LOGINS } from './snmp-logins.ts';
import { TELNET_LOGINS } from './telnet-login.ts';

/** Somebody gave a user and a secret that everybody can read. */
interface Login extends Seen, Ends, Credentials {
  readonly kind: string;
  /** Equal for equal secrets. */
  readonly secretNumber: number;
}

const KINDS: readonly LoginKind[] = [...LINE_LOGINS, TELNET_LOGINS, HTTP_LOGINS, SNMP_LOGINS];
/** Bytes of a packet that are looked at. */
const MOST = 8192;
const UDP_HEADER = 8;
/** Where the sequence number stands in the header of TCP. */
const SEQUENCE = 4;
/** Dots of a secret that is not shown. */
const MOST_DOTS = 12;

/** Logins in clear text, by the ports of their services. */
export const LOGINS = evidenceKind<Login>({
  id: 'logins',
  noun: 'login',
  readsBytes: true,
  columns: [
    ...END_COLUMNS,
    evidenceColumn(
      ['kind', 'Kind', 'text', '', 'FTP, POP3, IMAP, SMTP, Telnet, HTTP (Basic and forms), or SNMP (community).'],
      ({ kind }) => kind,
    ),
    evidenceColumn(['user', 'User', 'text', '', 'Who wants to be let in; empty for SNMP.'], ({ user }) => user),
    evidenceColumn(
      ['secret', 'Secret', 'text', '', 'A dot for each character of the secret, twelve at most.'],
      ({ secret }) => '•'.repeat(Math.min(secret.length, MOST_DOTS)),
    ),
    evidenceColumn(
      ['secret_number', 'Secret number', 'integer', '', 'Equal for equal secrets, from 0.'],
      ({ secretNumber }) => secretNumber,
    ),
  ],
  measures: [
    count('Logins', 'Logins of the group.'),
    different(['users', 'Users', 'integer', '', 'Different users.'], (table) => codes(table, 'user')),
    different(['secrets', 'Secrets', 'integer', '', 'Different secrets.'], (table) => numbers(table, 'secret_number')),
    different(['sources', 'Sources', 'integer', '', 'Different sources.'], (table) => codes(table, 'src')),
  ],
  find: findLogins,
});

async function findLogins(tables: CaptureTables, bytes: ByteSource): Promise<Sight<Login>> {
  const candidates = loginPackets(tables, KINDS);
  const { packets } = tables;
  const { rows, reach } = chosenRows(
    candidates.rows,
    (row) => Math.min(MOST, packets.capturedLength(row)),
    (row) => packets.flow[row],
  );
  const finder = new LoginFinder(tables, candidates);
  await readSome(tables, bytes, rows, MOST, (row, piece) => finder.look(row, piece));
  return { seen: finder.seen, ...(reach && { reach }) };
}

/** Follows all flows at once, each by a reader of its own. */
class LoginFinder {
  readonly seen: Login[] = [];
  private readonly readers = new Map<number, LoginReader>();
  private readonly secrets = new Map<string, number>();
  /** Sequence numbers of TCP that were seen, by flow: what is sent again is no other login. */
  private readonly sent = new Map<number, Set<number>>();

  constructor(
    private readonly tables: CaptureTables,
    private readonly candidates: LoginPackets,
  ) {}

  look(row: PacketIndex, bytes: Uint8Array): void {
    const { packets } = this.tables;
    const flow = packets.flow[row];
    const kind = KINDS[this.candidates.kinds[flow]];
    const direction = packets.marks[row] & 1;
    const header = packets.transportOffset[row];
    if (kind.protocol === 'TCP' && !this.isNew(flow, 2 * word(bytes, header + SEQUENCE) + direction)) return;
    const reader = this.readers.get(flow) ?? kind.reader();
    this.readers.set(flow, reader);
    const payload = payloadOf(bytes, header, packets.payloadSize[row], kind);
    if (direction !== this.candidates.turned[flow]) return reader.server(payload);
    for (const given of reader.client(payload))
      this.seen.push({
        packet: row,
        ...endsOf(this.tables, row),
        kind: kind.name,
        ...given,
        secretNumber: this.numberOf(given.secret),
      });
  }

  private isNew(flow: number, key: number): boolean {
    const sent = this.sent.get(flow) ?? new Set();
    this.sent.set(flow, sent);
    const isNew = !sent.has(key);
    sent.add(key);
    return isNew;
  }

  private numberOf(secret: string): number {
    const number = this.secrets.get(secret) ?? this.secrets.size;
    this.secrets.set(secret, number);
    return number;
  }
}

function payloadOf(bytes: Uint8Array, at: number, size: number, kind: LoginKind): string {
  const header = kind.protocol === 'UDP' ? UDP_HEADER : (bytes[at + 12] >> 4) * 4;
  return latin1(bytes, at + header, at + header + size);
}
