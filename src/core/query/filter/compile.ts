import type { Column, DictionaryColumn, ListColumn, NumberColumn, Rows } from '../../model/column.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import { hasColumn, isFieldName, namesBeside, resolveField } from './fields.ts';
import { parseFilter } from './parser.ts';
import { joinAll, joinAny, negate, testTexts } from './predicates.ts';
import { plainNumber, readQuantity } from './quantity.ts';
import { placeInQuotes } from './lexer.ts';
import type { ByteTests } from './byte-tests.ts';
import { compileColumns } from './compile-columns.ts';
import { compileFieldComparison, hasField } from './compile-field.ts';
import type { Comparison, FilterNode, Operator, RowPredicate, Word } from './syntax.ts';
import { containsTest, networkTest, textTest, type TextTest } from './text-test.ts';
import { isWholeText, lookedFor } from './whole-texts.ts';

/**
 * Compiles a filter text (docs/filters.md) for a table. The predicate stays right while the table grows. Texts are
 * looked at once per distinct text, not once per row. Fails with `bad-question`: why, and at which character.
 * `words`: ids of the columns in which words alone are looked for; undefined: all.
 */
export function compileFilter(
  text: string,
  rows: Rows,
  bytes?: ByteTests,
  words?: readonly string[],
): Reply<RowPredicate> {
  const tree = parseFilter(text);
  const columns = words === undefined ? undefined : new Set(words);
  return tree.ok ? compileNode(tree.value, { text, rows, bytes, columns }) : tree;
}

/** What a filter is compiled with: its text, the table, and who tests packets' bytes. */
interface Context {
  readonly text: string;
  readonly rows: Rows;
  readonly bytes: ByteTests | undefined;
  /** Ids of the columns in which words alone are looked for; undefined: all. */
  readonly columns: ReadonlySet<string> | undefined;
}

function compileNode(node: FilterNode, context: Context): Reply<RowPredicate> {
  switch (node.type) {
    case 'all':
      return answered(() => true);
    case 'not':
      return mapReply(compileNode(node.part, context), negate);
    case 'search':
      return answered(compileWord(node.word, context));
    case 'compare':
      return compileComparison(node, context);
    case 'pcap':
      return compilePcap(node.expression, context);
    default:
      return mapReply(compileParts(node.parts, context), node.type === 'and' ? joinAll : joinAny);
  }
}

/** The other language's own complaint, put in the place where it stands in this text. */
function compilePcap({ text: expression, offset }: Word, { text, bytes }: Context): Reply<RowPredicate> {
  if (bytes?.pcap === undefined)
    return badQuestion(
      '“pcap” asks for the bytes of packets: only the page’s tables of packets and flows have them.',
      offset,
    );
  const test = bytes.pcap(expression);
  if (test.ok) return test;
  const { detail, offset: inside = 0 } = test.failure;
  return badQuestion(`In the pcap-filter: ${detail ?? 'it cannot be read'}.`, placeInQuotes(text, offset, inside));
}

function compileParts(parts: readonly FilterNode[], context: Context): Reply<readonly RowPredicate[]> {
  const predicates: RowPredicate[] = [];
  for (const part of parts) {
    const predicate = compileNode(part, context);
    if (!predicate.ok) return predicate;
    predicates.push(predicate.value);
  }
  return answered(predicates);
}

/** `!=` on two columns (`ip != X`) means that neither of them is X. */
function compileComparison(comparison: Comparison, { rows, bytes }: Context): Reply<RowPredicate> {
  if (bytes?.whole !== undefined && isWholeText(comparison.field) && !hasColumn(comparison.field, rows)) {
    const found = bytes.whole(lookedFor(comparison));
    return comparison.operator === '!=' ? mapReply(found, negate) : found;
  }
  const sources = hasColumn(comparison.field, rows) ? [] : (bytes?.fields(comparison.field.text) ?? []);
  if (sources.length > 0) return compileFieldComparison(sources, comparison, compileColumn);
  if (isAny(comparison.field, rows)) return compileAny(comparison, rows);
  const columns = resolveField(comparison.field, rows, bytes?.known);
  if (!columns.ok) return columns;
  const predicates: RowPredicate[] = [];
  for (const column of columns.value) {
    const predicate = compileColumn(column, comparison, rows);
    if (!predicate.ok) return predicate;
    predicates.push(predicate.value);
  }
  return answered(comparison.operator === '!=' ? joinAll(predicates) : joinAny(predicates));
}

function compileColumn(column: Column, comparison: Comparison, rows: Rows): Reply<RowPredicate> {
  const columns = compileColumns(column, comparison, rows);
  if (columns !== undefined) return columns;
  if (column.type === 'list') return compileList(column, comparison);
  if (column.type === 'number') return compileNumber(column, comparison, rows);
  const { operator, values, exact } = comparison;
  const test = textTest(operator, values, column.description.kind === 'address', exact === true);
  return mapReply(test, (fits) => testTexts(column, fits));
}

/** `any`: every column that is in memory, shown or not. */
function isAny(field: Word, rows: Rows): boolean {
  return field.text.toLowerCase() === 'any' && !hasColumn(field, rows);
}

function compileAny({ operator, values, exact }: Comparison, rows: Rows): Reply<RowPredicate> {
  const [value] = values;
  if (operator === 'contains' && exact !== true) return answered(compileSearch(value, rows, undefined));
  if (operator !== 'contains' && operator !== '~')
    return badQuestion('Ask “any contains …” or “any ~ …”: for all else name the column.', value.offset);
  const test = textTest(operator, values, false, exact === true);
  return mapReply(test, (fits) => joinAny([...dictionaries(rows)].map((column) => testTexts(column, fits))));
}

function* dictionaries(rows: Rows): Generator<DictionaryColumn> {
  for (const column of rows.columns.values()) if (column.type === 'dictionary') yield column;
}

function compileNumber(column: NumberColumn, comparison: Comparison, rows: Rows): Reply<RowPredicate> {
  const { operator, values } = comparison;
  const names = namesBeside(column, rows);
  if (names !== undefined && values.some((word) => plainNumber(word.text) === undefined))
    return compileColumn(names, comparison, rows);
  if (operator === '~') return compileNumberPattern(column, values);
  if (operator === 'contains')
    return badQuestion(`${column.description.id} is a number; “contains” is for texts and lists.`, values[0].offset);
  return mapReply(readQuantities(values, column), (numbers) => compareNumber(column, operator, numbers));
}

function compileNumberPattern(column: NumberColumn, values: readonly Word[]): Reply<RowPredicate> {
  return mapReply(textTest('~', values, false), (test) => (row: number) => test(String(column.number(row))));
}

/** One closure per operator: the choice is made here, not in the loop. */
function compareNumber(column: NumberColumn, operator: Operator, values: readonly number[]): RowPredicate {
  const [value] = values;
  switch (operator) {
    case '<':
      return (row) => column.number(row) < value;
    case '<=':
      return (row) => column.number(row) <= value;
    case '>':
      return (row) => column.number(row) > value;
    case '>=':
      return (row) => column.number(row) >= value;
    case '!=':
      return (row) => column.number(row) !== value;
    default:
      return equalsAny(column, values);
  }
}

function equalsAny(column: NumberColumn, values: readonly number[]): RowPredicate {
  const [value] = values;
  if (values.length === 1) return (row) => column.number(row) === value;
  const wanted = new Set(values);
  return (row) => wanted.has(column.number(row));
}

function compileList(column: ListColumn, { operator, values }: Comparison): Reply<RowPredicate> {
  const { id } = column.description;
  if (operator !== 'contains' && operator !== 'in') {
    return badQuestion(`${id} is a list; ask “${id} contains 1460” or “${id} in {1460, 1500}”.`, values[0].offset);
  }
  return mapReply(
    readQuantities(values, column),
    (numbers) => (row: number) => column.list(row).some((item) => numbers.includes(item)),
  );
}

function readQuantities(values: readonly Word[], column: Column): Reply<readonly number[]> {
  const numbers: number[] = [];
  for (const word of values) {
    const number = readQuantity(word, column.description);
    if (!number.ok) return number;
    numbers.push(number.value);
  }
  return answered(numbers);
}

/** A word alone: a decoded field that a packet has, or a text or number anywhere. */
function compileWord(word: Word, { rows, bytes, columns }: Context): RowPredicate {
  const sources = bytes !== undefined && isFieldName(word) ? bytes.fields(word.text) : [];
  return sources.length > 0 ? hasField(sources) : compileSearch(word, rows, columns);
}

/** A word alone: contained in any text of the row, or equal to any of its numbers. */
function compileSearch(word: Word, rows: Rows, columns: ReadonlySet<string> | undefined): RowPredicate {
  const contains = containsTest(word.text);
  const network = word.text.includes('/') ? networkTest(word.text) : undefined;
  const number = word.quoted ? undefined : plainNumber(word.text);
  const predicates: RowPredicate[] = [];
  for (const column of rows.columns.values()) {
    if (columns?.has(column.description.id) === false) continue;
    if (column.type === 'dictionary') {
      const test = (column.description.kind === 'address' ? network : undefined) ?? contains;
      if (canFit(column, test)) predicates.push(testTexts(column, test));
    }
    if (column.type === 'number' && number !== undefined) predicates.push(equalsAny(column, [number]));
  }
  return joinAny(predicates);
}

/** False if none of the texts that a column can ever have fits. */
function canFit(column: DictionaryColumn, test: TextTest): boolean {
  if (column.fixed !== true) return true;
  for (let code = 0; code < column.size(); code++) if (test(column.text(code))) return true;
  return false;
}

function mapReply<A, B>(reply: Reply<A>, change: (value: A) => B): Reply<B> {
  return reply.ok ? answered(change(reply.value)) : reply;
}
