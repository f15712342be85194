import type { ByteSource } from '../../model/reader.ts';
import type { Rows } from '../../model/column.ts';
import { takeFields } from '../../protocols/decode.ts';
import { findField } from '../../protocols/find-fields.ts';
import { extremes, sums } from '../../query/group/aggregates.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { codes, count, describe, different, numbers, type Words } from '../tables/make-measure.ts';
import { evidenceColumn, evidenceKind, type Seen, type Sight } from './evidence-table.ts';
import { entropyOf, partsOf } from './name-parts.ts';
import { END_COLUMNS, endsOf, type Ends } from './packet-ends.ts';
import { chosenRows, readSome } from './read-some.ts';

/** A name that somebody asked for. */
interface AskedName extends Seen, Ends {
  readonly name: string;
  readonly domain: string;
  /** The longest label before the domain; "" without any. */
  readonly label: string;
}

const DNS = 53;
/** Bytes of a packet that hold its questions. */
const MOST = 1024;
const NAME = findField('dns.query.name')?.of ?? [];
const CODE = findField('dns.flags.rcode')?.of ?? [];
const RESPONSE = findField('dns.flags.response')?.of ?? [];

function mean(words: Words, column: string): Measure {
  return {
    description: describe(words, `Σ ${column} / questions`),
    compute(table, grouping) {
      const total = sums(grouping, numbers(table, column));
      const rows = sums(grouping, () => 1);
      return total.map((value, group) => value / rows[group]);
    },
  };
}

/** Names in questions to DNS servers: UDP and TCP port 53. */
export const NAMES = evidenceKind<AskedName>({
  id: 'names',
  noun: 'name',
  readsBytes: true,
  columns: [
    ...END_COLUMNS,
    evidenceColumn(['name', 'Name', 'text', '', 'The name that is asked for.'], ({ name }) => name),
    evidenceColumn(
      [
        'domain',
        'Domain',
        'text',
        '',
        'Its last two labels; three below a country’s “co”, “com”, “org”, … A guess: there is no list of registries.',
      ],
      ({ domain }) => domain,
    ),
    evidenceColumn(['length', 'Length', 'integer', '', 'Characters of the name.'], ({ name }) => name.length),
    evidenceColumn(
      ['label', 'Label', 'integer', '', 'Characters of the longest label before the domain.'],
      ({ label }) => label.length,
    ),
    evidenceColumn(
      [
        'entropy',
        'Entropy',
        'float',
        'bits',
        'Of the longest label before the domain: bits a character, by how often each stands in it.',
      ],
      ({ label }) => entropyOf(label),
    ),
  ],
  measures: [
    count('Questions', 'Questions of the group.'),
    different(['names', 'Names', 'integer', '', 'Different names.'], (table: Rows) => codes(table, 'name')),
    mean(['mean_length', 'Mean length', 'float', '', 'Mean number of characters of the names.'], 'length'),
    {
      description: describe(['longest', 'Longest', 'integer', '', 'Characters of the longest name.']),
      compute: (table, grouping) => extremes(grouping, numbers(table, 'length'), 'most'),
    },
    mean(
      ['mean_entropy', 'Mean entropy', 'float', 'bits', 'Mean entropy of the longest labels, bits a character.'],
      'entropy',
    ),
  ],
  find: findNames,
});

async function findNames(tables: CaptureTables, bytes: ByteSource): Promise<Sight<AskedName>> {
  const { packets, facts } = tables;
  const { rows, reach } = chosenRows(dnsPackets(tables, 'questions'), (row) =>
    Math.min(MOST, packets.capturedLength(row)),
  );
  const seen: AskedName[] = [];
  await readSome(tables, bytes, rows, MOST, (row, piece) => {
    const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
    const { names, code } = namesIn(piece, linkType, packets.wireLength(row));
    if (code !== undefined) return;
    for (const name of names) seen.push({ packet: row, ...endsOf(tables, row), name, ...partsOf(name) });
  });
  return { seen, ...(reach && { reach }) };
}

/** Packets with payload to port 53, or from it. */
export function dnsPackets(
  { packets, meter, metering }: CaptureTables,
  which: 'questions' | 'answers',
): readonly number[] {
  const { ends } = metering;
  const [to, from] = which === 'questions' ? [0, 1] : [1, 0];
  const ports = Int32Array.from({ length: meter.records.length }, (_, flow) => {
    if (ends.destinationPort(flow) === DNS) return to;
    return ends.sourcePort(flow) === DNS ? from : -1;
  });
  const rows: number[] = [];
  for (let row = 0; row < packets.length; row++) {
    const flow = packets.flow[row];
    // The bit that says that a packet goes back is the direction’s own number.
    if (flow >= 0 && packets.payloadSize[row] > 0 && ports[flow] === (packets.marks[row] & 1)) rows.push(row);
  }
  return rows;
}

/** The names in the questions of a message; the response code if it is an answer. */
export function namesIn(
  bytes: Uint8Array,
  linkType: number,
  wireLength: number,
): { readonly names: readonly string[]; readonly code: number | undefined } {
  const names: string[] = [];
  let isAnswer = false;
  let code = 0;
  takeFields(bytes, linkType, wireLength, {
    wanted: new Set([...NAME, ...RESPONSE, ...CODE]),
    take: (field, value) => {
      if (RESPONSE.includes(field)) isAnswer ||= value === 1;
      else if (CODE.includes(field)) code = Number(value);
      else names.push(String(value));
    },
  });
  return { names, code: isAnswer ? code : undefined };
}
