import { answered, badQuestion, type Reply } from '../model/failure.ts';
import { FINDING_LEVELS, type FindingLevel } from '../model/findings.ts';
import { readLines, type Keyword, type RuleLine } from './read-lines.ts';
import type { Rule, RulePart, SentencePiece } from './rule.ts';

type Lines = ReadonlyMap<Keyword, RuleLine>;

const NAME = /^[a-z][a-z0-9-]{0,63}$/;
const NOTHING: RulePart = { text: '', offset: 0 };

/** Reads the text of one rule. The failure says what is wrong and at which character. */
export function parseRule(text: string): Reply<Rule> {
  const read = readLines(text);
  if (!read.ok) return read;
  const lines = new Map<Keyword, RuleLine>();
  for (const line of read.value) {
    if (lines.has(line.keyword)) return badQuestion(`“${line.keyword}” stands there twice.`, line.offset);
    lines.set(line.keyword, line);
  }
  return ruleOf(lines);
}

/** The name in the first line of a rule’s text, whether or not the rest can be read. */
export function nameOfRule(text: string): string {
  return /^finding[ \t]+(\S+)/.exec(text)?.[1] ?? '';
}

function ruleOf(lines: Lines): Reply<Rule> {
  const name = lines.get('finding');
  if (name === undefined || !NAME.test(name.text))
    return badQuestion('A rule begins with “finding” and its name: small letters, digits and “-”.', name?.offset ?? 0);
  const level = readLevel(lines.get('level'));
  if (!level.ok) return level;
  const say = readSentence(lines);
  if (!say.ok) return say;
  const group = readGroup(lines.get('group'));
  if (!group.ok) return group;
  const grouped = group.value !== undefined;
  const having = lines.get('having');
  if (having !== undefined && !grouped)
    return badQuestion('“having” asks of groups: “group” says of what they are made.', having.offset);
  return answered({
    name: name.text,
    title: lines.get('title')?.text ?? name.text,
    level: level.value,
    of: partOf(lines.get('of')) ?? { text: 'flows', offset: name.offset },
    where: partOf(lines.get('where')) ?? NOTHING,
    group: group.value,
    having: partOf(having) ?? NOTHING,
    order: partOf(lines.get('order')),
    say: say.value,
    why: oneLine(lines.get('why')?.text ?? ''),
    off: lines.has('off'),
  });
}

function partOf(line: RuleLine | undefined): RulePart | undefined {
  return line && { text: line.text, offset: line.offset };
}

function readLevel(line: RuleLine | undefined): Reply<FindingLevel> {
  const level = FINDING_LEVELS.find((known) => known === (line?.text ?? 'notable'));
  return level === undefined
    ? badQuestion(`The level is one of ${FINDING_LEVELS.join(', ')}.`, line?.offset)
    : answered(level);
}

/** `group src_ip, dst_ip`; `group all` puts all rows into one. */
function readGroup(line: RuleLine | undefined): Reply<readonly RulePart[] | undefined> {
  if (line === undefined) return answered(undefined);
  if (line.text === 'all') return answered([]);
  const parts: RulePart[] = [];
  let offset = line.offset;
  for (const piece of line.text.split(',')) {
    const text = piece.trim();
    if (text === '') return badQuestion('Between commas stands a column, “host” or “pair”.', offset);
    parts.push({ text, offset: offset + piece.indexOf(text) });
    offset += piece.length + 1;
  }
  return answered(parts);
}

/** Words with names of columns in braces. A rule that is only switched off has none. */
function readSentence(lines: Lines): Reply<readonly SentencePiece[]> {
  const line = lines.get('say');
  if (line === undefined)
    return lines.has('off')
      ? answered([])
      : badQuestion('The sentence is missing: “say”, with names of columns in braces.', lines.get('finding')?.offset);
  const open = /[{}]/.exec(line.text.replaceAll(IN_BRACES, (name) => ' '.repeat(name.length)));
  if (open !== null)
    return badQuestion(
      'Braces hold the name of one column, {src_ip}, and what it counts: {sources|host|hosts}.',
      line.offset + open.index,
    );
  return answered(cutSentence(line));
}

const IN_BRACES = /\{\s*(\w+)\s*(?:\|([^{}|]+)\|([^{}|]+))?\}/g;

function cutSentence({ text, offset }: RulePart): readonly SentencePiece[] {
  const pieces: SentencePiece[] = [];
  let at = 0;
  for (const match of text.matchAll(IN_BRACES)) {
    const [whole, column, one, many] = match;
    if (match.index > at) pieces.push({ words: spaced(text.slice(at, match.index)) });
    const nouns = one === undefined ? undefined : ([spaced(one), spaced(many)] as const);
    pieces.push({ column, ...(nouns && { nouns }), offset: offset + match.index });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ words: spaced(text.slice(at)) });
  return pieces;
}

const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ');
const oneLine = (text: string): string => spaced(text).trim();
