import type { ByteSource } from '../../model/reader.ts';
import { codes, count, different } from '../tables/make-measure.ts';
import type { CaptureTables } from '../../tables.ts';
import { evidenceColumn, evidenceKind, type Seen, type Sight } from './evidence-table.ts';
import { partsOf } from './name-parts.ts';
import { dnsPackets, namesIn } from './names.ts';
import { END_COLUMNS, endsOf, type Ends } from './packet-ends.ts';
import { chosenRows, readSome } from './read-some.ts';

/** A name of which a DNS server says that there is none. */
interface FailedName extends Seen, Ends {
  readonly name: string;
  readonly domain: string;
}

/** Bytes of a packet that hold its question. */
const MOST = 1024;
/** Response code "no such name" (RFC 1035 4.1.1). */
const NXDOMAIN = 3;

/** Names in answers of DNS servers (UDP and TCP port 53) that say that there is no such name. */
export const FAILED_NAMES = evidenceKind<FailedName>({
  id: 'failed_names',
  noun: 'answer',
  readsBytes: true,
  columns: [
    ...END_COLUMNS,
    evidenceColumn(['name', 'Name', 'text', '', 'The name that was asked for.'], ({ name }) => name),
    evidenceColumn(['domain', 'Domain', 'text', '', 'As in the table names: a guess.'], ({ domain }) => domain),
  ],
  measures: [
    count('Answers', 'Answers of the group.'),
    different(['names', 'Names', 'integer', '', 'Different names.'], (table) => codes(table, 'name')),
    different(['domains', 'Domains', 'integer', '', 'Different domains.'], (table) => codes(table, 'domain')),
  ],
  find: findFailed,
});

async function findFailed(tables: CaptureTables, bytes: ByteSource): Promise<Sight<FailedName>> {
  const { packets, facts } = tables;
  const { rows, reach } = chosenRows(dnsPackets(tables, 'answers'), (row) =>
    Math.min(MOST, packets.capturedLength(row)),
  );
  const seen: FailedName[] = [];
  await readSome(tables, bytes, rows, MOST, (row, piece) => {
    const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
    const { names, code } = namesIn(piece, linkType, packets.wireLength(row));
    const [name] = names;
    if (code !== NXDOMAIN || name === undefined) return;
    seen.push({ packet: row, ...endsOf(tables, row), name, domain: partsOf(name).domain });
  });
  return { seen, ...(reach && { reach }) };
}
