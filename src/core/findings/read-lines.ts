import { answered, badQuestion, type Reply } from '../model/failure.ts';
import type { RulePart } from './rule.ts';

/** The words that lines of a rule begin with. */
export const KEYWORDS = [
  'finding',
  'title',
  'level',
  'of',
  'where',
  'group',
  'having',
  'order',
  'say',
  'why',
  'source',
  'off',
] as const;
export type Keyword = (typeof KEYWORDS)[number];

/** A line of a rule with those that go on with it: its first word, and what stands behind. */
export interface RuleLine extends RulePart {
  readonly keyword: Keyword;
}

/** A rule as it is written: where in the whole text it begins, and its characters. */
export interface RuleText {
  readonly text: string;
  readonly offset: number;
}

const BEGINNING = /^finding\b/;

/** Cuts a text of rules where a line begins with “finding”; what stands before the first is of none, and told as a rule of its own. */
export function cutRules(text: string): readonly RuleText[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const isBeginning = BEGINNING.test(line);
    const isFirst = starts.length === 0 && line.trim() !== '' && !line.startsWith('#');
    if (isBeginning || isFirst) starts.push(offset);
    offset += line.length + 1;
  }
  return starts.map((start, at) => ({
    text: text.slice(start, starts[at + 1] ?? text.length).trimEnd(),
    offset: start,
  }));
}

/** The lines of one rule: a line that begins with a space goes on with the one before, “#” begins a remark. */
export function readLines(text: string): Reply<readonly RuleLine[]> {
  const lines: RuleLine[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    if (line.trim() === '' || line.startsWith('#')) continue;
    const before = lines.at(-1);
    if (/^\s/.test(line) && before !== undefined) {
      lines[lines.length - 1] = { ...before, text: text.slice(before.offset, start + line.trimEnd().length) };
      continue;
    }
    const read = readLine(line, start);
    if (!read.ok) return read;
    lines.push(read.value);
  }
  return answered(lines);
}

function readLine(line: string, start: number): Reply<RuleLine> {
  const [, indent = '', word = '', space = '', rest = ''] = /^(\s*)(\S+)(\s*)(.*?)\s*$/.exec(line) ?? [];
  const keyword = KEYWORDS.find((known) => known === word);
  if (keyword !== undefined)
    return answered({ keyword, text: rest, offset: start + indent.length + word.length + space.length });
  return badQuestion(`A line of a rule begins with one of ${KEYWORDS.join(', ')}, not with “${word}”.`, start);
}
