import { nearNames } from '../../../base/near-names.ts';
import type { Column, Rows } from '../../model/column.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import type { Completion } from '../../model/filter-advice.ts';
import type { KnownField } from '../../model/field.ts';
import type { Word } from './syntax.ts';

/** Names that stand for two columns, either of which may fit; in the flow table and in the packet table. */
const EITHER: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    'ip',
    [
      ['src_ip', 'dst_ip'],
      ['src', 'dst'],
    ],
  ],
  [
    'addr',
    [
      ['src_ip', 'dst_ip'],
      ['src', 'dst'],
    ],
  ],
  ['port', [['src_port', 'dst_port']]],
  ['mac', [['src_mac', 'dst_mac']]],
  ['oui', [['src_oui', 'dst_oui']]],
  ['name', [['src_name', 'dst_name']]],
]);

/** One table's name for what the other one calls differently. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ['src', 'src_ip'],
  ['dst', 'dst_ip'],
  ['src_ip', 'src'],
  ['dst_ip', 'dst'],
]);

/** The columns that a field name means: one, or two for `ip`, `port`, `mac`, `name`. Names are read without regard to case. */
export function resolveField(field: Word, rows: Rows, known: readonly KnownField[] = []): Reply<readonly Column[]> {
  const name = field.text.toLowerCase();
  const direct = rows.columns.get(name) ?? rows.columns.get(TWINS.get(name) ?? '');
  if (direct !== undefined) return answered([direct]);
  const pair = eitherSide(name, rows);
  if (pair !== undefined) return answered(pair);
  const short =
    rows.columns.get(`bidirectional_${name}`) ?? rows.columns.get(`bidirectional_${name}_ms`) ?? inAnyCase(name, rows);
  return short === undefined ? unknownField(field, rows, known) : answered([short]);
}

/** Names that a person's code has given are written as the person likes. */
function inAnyCase(name: string, { columns }: Rows): Column | undefined {
  for (const [id, column] of columns) if (id.toLowerCase() === name) return column;
  return undefined;
}

/** True if a column is meant: decoded fields of the same name come after. */
export function hasColumn(field: Word, rows: Rows): boolean {
  return resolveField(field, rows).ok;
}

/** True for a word that can only be the name of a decoded field: "tcp.window". */
export function isFieldName({ text, quoted }: Word): boolean {
  return !quoted && /^[a-z][\w-]*(\.[\w-]+)+$/i.test(text);
}

/** The column of names beside a column of numbers (`protocol_name` beside `protocol`), if there is one. */
export function namesBeside(column: Column, rows: Rows): Column | undefined {
  return rows.columns.get(`${column.description.id}_name`);
}

function eitherSide(name: string, rows: Rows): readonly Column[] | undefined {
  for (const ids of EITHER.get(name) ?? []) {
    const columns = ids.map((id) => rows.columns.get(id)).filter((column) => column !== undefined);
    if (columns.length === ids.length) return columns;
  }
  return undefined;
}

/** Names offered in place of one that there is not. */
const MOST_NEAR = 3;

/** Wireshark puts the protocol before a dot (`tcp.port`): what is meant stands behind it. */
const BEFORE_DOT = /^.*\./;

function unknownField(field: Word, rows: Rows, known: readonly KnownField[]): Reply<readonly Column[]> {
  if (field.text.toLowerCase() === 'info')
    return badQuestion('Info is read from the bytes of packets, which cannot be asked here.', field.offset);
  const aliases = [...EITHER.keys()].filter((name) => eitherSide(name, rows) !== undefined);
  const whole = nearNames(
    field.text,
    known.map(({ id }) => id),
  );
  const own = nearNames(field.text.replace(BEFORE_DOT, ''), [...rows.columns.keys(), ...aliases]);
  const near = field.text.includes('.') ? [...whole, ...own].slice(0, MOST_NEAR) : own;
  const advice = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  return badQuestion(`There is no field “${field.text}”.${advice}`, field.offset);
}

const EITHER_NOTES: Readonly<Record<string, string>> = {
  ip: 'source or destination address',
  port: 'source or destination port',
  mac: 'source or destination MAC address',
  oui: 'vendor part of either MAC address',
  name: 'name of either end',
};

/** Ranks by which a decoded field comes behind a column that fits as well. */
const DECODED_LATER = 0.5;
/** Fields offered at a time. */
const MOST_FIELDS = 60;

/** Fields whose name or label has the prefix in it: names that begin with it first, then those with a word that does. */
export function fieldCompletions(prefix: string, rows: Rows, known: readonly KnownField[] = []): readonly Completion[] {
  const wanted = prefix.toLowerCase();
  const found: [number, Completion][] = [];
  for (const [text, note, label] of fieldNames(rows)) {
    const rank = rankOf(text, label.toLowerCase(), wanted);
    if (rank !== undefined) found.push([rank, { text, kind: 'field', note }]);
  }
  // Hundreds of decoded fields come once something is written.
  for (const { id, note } of prefix === '' ? [] : known) {
    const rank = rankOf(id, note.toLowerCase(), wanted);
    if (rank !== undefined) found.push([rank + DECODED_LATER, { text: id, kind: 'field', note }]);
  }
  // Array.sort is stable: equals stay in the order of the table.
  return found
    .sort(([a], [b]) => a - b)
    .slice(0, MOST_FIELDS)
    .map(([, completion]) => completion);
}

/** Name, note and label of everything that a filter may name; columns last added need no entry here. */
function* fieldNames(rows: Rows): Generator<readonly [string, string, string]> {
  for (const [name, note] of Object.entries(EITHER_NOTES))
    if (eitherSide(name, rows) !== undefined) yield [name, note, ''];
  for (const [id, { description }] of rows.columns) yield [id, firstSentence(description.help), description.label];
}

function firstSentence(help: string): string {
  return /^.*?[.;](?=\s|$)/.exec(help)?.[0].replace(/[.;]$/, '') ?? help;
}

function rankOf(name: string, label: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(`_${wanted}`) || name.includes(`.${wanted}`)) return 2;
  if (label.startsWith(wanted)) return 3;
  return wanted.length > 1 && name.includes(wanted) ? 4 : undefined;
}
