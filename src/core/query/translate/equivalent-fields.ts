import type { Column } from '../../model/column.ts';
import type { FieldSource } from '../filter/byte-tests.ts';
import { namesBeside } from '../filter/fields.ts';
import { plainNumber } from '../filter/quantity.ts';
import type { Comparison, Operator, Word } from '../filter/syntax.ts';
import { RELATIONS } from './equivalent-numbers.ts';
import type { DialectName, Term } from './equivalent-types.ts';

/** Wireshark looks into what error messages quote, and puts segments and fragments together before it decodes. */
const UNLIKE = ['packets that ICMP errors quote', 'messages that are put together of several packets'];

const OPERATORS: Readonly<Partial<Record<Operator, string>>> = {
  ...RELATIONS,
  '~': 'matches',
  contains: 'contains',
  in: 'in',
};

/** A comparison of decoded fields in Wireshark's words; undefined where it has none, as pcap-filter never has. */
export function fieldTerm(
  name: DialectName,
  comparison: Comparison,
  sources: readonly FieldSource[],
): Term | undefined {
  if (name === 'pcap' || sources.length === 0) return undefined;
  const terms = sources.map((source) => termOf(comparison, source));
  const known = terms.filter((term) => term !== undefined);
  if (known.length < terms.length) return undefined;
  const text = known.join(comparison.operator === '!=' ? ' and ' : ' or ');
  return { text, unlike: UNLIKE, compound: known.length > 1 };
}

function termOf(
  { operator, values, exact }: Comparison,
  { wireshark, column, values: rows }: FieldSource,
): string | undefined {
  if (wireshark === undefined) return undefined;
  const isText = column.type === 'dictionary' && column.description.kind !== 'address';
  const written = values.map((value) =>
    isText ? textOf(value, operator, exact === true) : numberOf(value, column, rows),
  );
  if (written.includes(undefined)) return undefined;
  // Upper and lower case are the same here, and not there.
  const field = isText && operator !== '~' && exact !== true ? `lower(${wireshark})` : wireshark;
  const list = written.join(', ');
  return `${field} ${OPERATORS[operator] ?? operator} ${operator === 'in' ? `{${list}}` : list}`;
}

function textOf({ text }: Word, operator: Operator, exact: boolean): string {
  const pattern = exact ? `(?-i)${text}` : text;
  const wanted = operator === '~' ? pattern : exact ? text : text.toLowerCase();
  return `"${wanted.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A number as it stands, an address as it stands, the number behind a name. */
function numberOf({ text }: Word, column: Column, rows: FieldSource['values']): string | undefined {
  if (column.type === 'dictionary' || plainNumber(text) !== undefined) return text;
  const names = namesBeside(column, rows);
  return names === undefined ? text : undefined;
}
