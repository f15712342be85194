import { RE2JS } from 're2js';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import { placeInQuotes } from './lexer.ts';
import type { Word } from './syntax.ts';

/** What a pattern may not have: matching it takes time that grows without bound with the text. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'Looking ahead or behind (“(?=”, “(?<!”)'],
  [/\\[1-9]|\\k</, 'A back reference (“\\1”)'],
];
/** Escaped characters, and classes of characters, in which the above mean nothing. */
const PASSED = /\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/gsu;

/**
 * The test of a regular expression on texts, ignoring case unless it is `exact`: JavaScript's language, matched by an engine that never goes
 * back, so that no pattern of a filter or link can keep the worker busy for longer than its texts are long. Fails with the
 * character of what is wrong, or is not supported for that reason.
 */
export function patternTest(word: Word, exact = false): Reply<(text: string) => boolean> {
  try {
    RegExp(word.text, 'iu'); // its words about what is wrong are those that people know
  } catch (error) {
    return badQuestion(error instanceof Error ? `${error.message}.` : 'This is no regular expression.', word.offset);
  }
  return unsupported(word) ?? compile(word, exact);
}

/** Where the pattern fits in a text, as beginnings and ends, at most so many; undefined if it cannot be used. */
export function patternFinder(
  word: Word,
  exact: boolean,
  most: number,
): ((text: string) => readonly (readonly [number, number])[]) | undefined {
  if (!patternTest(word, exact).ok) return undefined;
  const pattern = RE2JS.compile(RE2JS.translateRegExp(word.text), exact ? 0 : RE2JS.CASE_INSENSITIVE);
  return (text) => {
    const found: (readonly [number, number])[] = [];
    const matcher = pattern.matcher(text);
    while (found.length < most && matcher.find()) {
      const [from, to] = [matcher.start(), matcher.end()];
      if (to > from) found.push([from, to]);
    }
    return found;
  };
}

function unsupported(word: Word): Reply<never> | undefined {
  const bare = word.text.replace(PASSED, (passed) => ' '.repeat(passed.length));
  for (const [form, name] of UNSUPPORTED) {
    const at = bare.search(form);
    if (at >= 0) return badQuestion(`${name} is not supported in patterns.`, placeOf(word, at));
  }
  return undefined;
}

function compile(word: Word, exact: boolean): Reply<(text: string) => boolean> {
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(word.text), exact ? 0 : RE2JS.CASE_INSENSITIVE);
    return answered((text) => pattern.test(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return badQuestion(`This pattern is not supported: ${reason}.`, word.offset);
  }
}

/** Where a character of a word's text stands in the filter. */
function placeOf({ quoted, raw, offset }: Word, at: number): number {
  return offset + (quoted ? placeInQuotes(raw, 0, at) : at);
}
