import { quoted } from '../../../base/quotes.ts';
import type { Column, Rows } from '../../model/column.ts';
import type { Completion } from '../../model/filter-advice.ts';
import type { ByteTests } from './byte-tests.ts';
import { fieldCompletions, resolveField } from './fields.ts';
import { readTokens } from './lexer.ts';
import type { Token, Word } from './syntax.ts';
import { valuesOf } from './values.ts';
import { isWholeText } from './whole-texts.ts';

/** What may be written, and which characters it replaces. */
interface Completions {
  readonly from: number;
  readonly to: number;
  readonly completions: readonly Completion[];
}

type Operators = readonly (readonly [string, string])[];

const ORDERED: Operators = [
  ['<', 'less than'],
  ['<=', 'at most'],
  ['>', 'more than'],
  ['>=', 'at least'],
];
const NUMBER_OPERATORS: Operators = [
  ['=', 'equal to'],
  ['!=', 'not equal to'],
  ...ORDERED,
  ['in', 'one of {a, b}'],
  ['~', 'digits match a regular expression'],
];
const TEXT_OPERATORS: Operators = [
  ['=', 'equal to'],
  ['!=', 'not equal to'],
  ['contains', 'has these characters in it'],
  ['in', 'one of {a, b}'],
  ['~', 'matches a regular expression'],
];
const WHOLE_OPERATORS: Operators = TEXT_OPERATORS.filter(([operator]) => operator === 'contains' || operator === '~');
const ADDRESS_OPERATORS: Operators = [
  ['=', 'this address, or in this network'],
  ['!=', 'not this address, not in this network'],
  ['in', 'one of {a, b}'],
  ['contains', 'has these characters in it'],
  ...ORDERED,
];
const LIST_OPERATORS: Operators = [
  ['contains', 'has this number as an item'],
  ['in', 'has one of {a, b} as an item'],
];
const JOINS: Operators = [
  ['and', 'both must hold'],
  ['or', 'one of both must hold'],
];

/**
 * What may come at the caret: fields and words where a term begins, operators behind a field, values of the capture
 * behind an operator. `bytes`: the table takes pcap-filters and decoded fields.
 */
export function completeFilter(filter: string, caret: number, rows: Rows, bytes?: ByteTests): Completions {
  const before = readTokens(filter.slice(0, caret));
  if (!before.ok) return completeQuoted(filter, caret, before.failure.offset ?? caret, { rows, bytes });
  const tokens = before.value.slice(0, -1);
  const last = tokens.at(-1);
  const typed = last?.type === 'word' && last.offset + last.text.length === caret && !last.quoted ? last : undefined;
  const from = typed?.offset ?? caret;
  const to = typed === undefined ? caret : endOfWord(filter, caret);
  return {
    from,
    to,
    completions: completionsAt(typed === undefined ? tokens : tokens.slice(0, -1), typed, { rows, bytes }),
  };
}

/** Inside an open quote: values only, which bring their own quotes. */
function completeQuoted(filter: string, caret: number, quote: number, scope: Scope): Completions {
  const before = readTokens(filter.slice(0, quote));
  const field = before.ok ? valueField(before.value.slice(0, -1)) : undefined;
  const typed = filter.slice(quote + 1, caret);
  const completions = field === undefined ? [] : valueCompletions(field, typed, scope);
  const closed = filter[caret] === filter[quote] ? caret + 1 : caret;
  return { from: quote, to: closed, completions };
}

/** What may be named: columns of the table, and decoded fields if its packets' bytes can be read. */
interface Scope {
  readonly rows: Rows;
  readonly bytes: ByteTests | undefined;
}

function completionsAt(tokens: readonly Token[], typed: Word | undefined, scope: Scope): readonly Completion[] {
  const prefix = typed?.text ?? '';
  const last = tokens.at(-1);
  const field = valueField(tokens);
  if (field !== undefined) return valueCompletions(field, prefix, scope);
  if (last?.type === 'operator') return last.operator === 'in' ? [word('{', 'a list of values')] : [];
  if (last !== undefined && last.type === 'word' && isInList(tokens)) return [];
  const own = typed === undefined ? undefined : operatorsFor(last, scope);
  const begun = own === undefined ? [] : startingWith(own, prefix, 'operator');
  if (last === undefined || opensTerm(last)) return termCompletions(prefix, scope);
  if (typed === undefined) return [...startingWith(operatorsFor(last, scope) ?? [], '', 'operator'), ...joins('')];
  return [...begun, ...joins(prefix), ...termCompletions(prefix, scope)];
}

/** The field whose value comes next: behind its operator, or inside `in { … }`. */
function valueField(tokens: readonly Token[]): Word | undefined {
  const last = tokens.at(-1);
  const operatorAt = last?.type === 'operator' && last.operator !== 'in' ? tokens.length - 1 : listOperator(tokens);
  const field = operatorAt === undefined ? undefined : tokens[operatorAt - 1];
  return field?.type === 'word' ? field : undefined;
}

/** Place of the `in` whose open list ends in `{` or `,` here. */
function listOperator(tokens: readonly Token[]): number | undefined {
  const last = tokens.at(-1);
  return last?.type === '{' || last?.type === ',' ? openList(tokens) : undefined;
}

function openList(tokens: readonly Token[]): number | undefined {
  const open = tokens.findLastIndex(({ type }) => type === '{');
  const closed = tokens.findLastIndex(({ type }) => type === '}');
  const operator = tokens[open - 1] as Token | undefined;
  return open > closed && operator?.type === 'operator' ? open - 1 : undefined;
}

function isInList(tokens: readonly Token[]): boolean {
  return openList(tokens) !== undefined;
}

function opensTerm({ type }: Token): boolean {
  return type === 'and' || type === 'or' || type === 'not' || type === '(';
}

function operatorsFor(last: Token | undefined, scope: Scope): Operators | undefined {
  if (last?.type !== 'word' || last.quoted) return undefined;
  const [column] = columnsOf(last, scope);
  if (column === undefined && isWholeText(last) && scope.bytes?.whole !== undefined) return WHOLE_OPERATORS;
  return column && operatorsOf(column);
}

/** The columns of a name: the table's own, or those of a decoded field's values. */
function columnsOf(name: Word, { rows, bytes }: Scope): readonly (Column | undefined)[] {
  const columns = resolveField(name, rows);
  return columns.ok ? columns.value : (bytes?.fields(name.text) ?? []).map(({ column }) => column);
}

function operatorsOf(column: Column): Operators {
  if (column.type === 'list') return LIST_OPERATORS;
  if (column.type === 'number') return NUMBER_OPERATORS;
  return column.description.kind === 'address' ? ADDRESS_OPERATORS : TEXT_OPERATORS;
}

function termCompletions(prefix: string, { rows, bytes }: Scope): readonly Completion[] {
  const words: Operators =
    bytes?.pcap !== undefined
      ? [
          ['not', 'turns a term around'],
          ['pcap', 'a filter of tcpdump’s language, as in pcap "tcp port 443"'],
        ]
      : [['not', 'turns a term around']];
  return [
    ...fieldCompletions(prefix, rows, bytes?.known),
    ...(prefix === '' ? [] : startingWith(words, prefix, 'word')),
  ];
}

function valueCompletions(field: Word, typed: string, { rows, bytes }: Scope): readonly Completion[] {
  const columns = resolveField(field, rows);
  const texts = columns.ok
    ? valuesOf(columns.value, typed, rows)
    : (bytes?.fields(field.text) ?? []).flatMap(({ column, values }) => valuesOf([column], typed, values));
  return [...new Set(texts)].map((text) => ({ text: asWord(text), kind: 'value', note: '' }));
}

/** Bare where it reads back the same, in quotes otherwise. */
function asWord(text: string): string {
  const tokens = readTokens(text);
  const bare = tokens.ok && tokens.value.length === 2 && tokens.value[0].type === 'word' && !tokens.value[0].quoted;
  return bare ? text : quoted(text);
}

function joins(prefix: string): readonly Completion[] {
  return startingWith(JOINS, prefix, 'word');
}

function startingWith(words: Operators, prefix: string, kind: Completion['kind']): readonly Completion[] {
  const wanted = prefix.toLowerCase();
  return words.filter(([text]) => text.startsWith(wanted)).map(([text, note]) => ({ text, kind, note }));
}

function word(text: string, note: string): Completion {
  return { text, kind: 'word', note };
}

function endOfWord(filter: string, caret: number): number {
  const rest = /^[^\s()!=<>~&|,{}"']*/.exec(filter.slice(caret))?.[0] ?? '';
  return caret + rest.length;
}
