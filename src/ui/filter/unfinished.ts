import type { Completion, FilterAdvice } from '../../core/model/filter-advice.ts';

/**
 * True if what was written before the caret may go on: it is the beginning of a field, an operator, a word of the language or a
 * value of the capture, or a field whose operator is missing. Taken for a text to be looked for, it would find what nobody
 * has asked for.
 */
export function isUnfinished(advice: FilterAdvice | undefined, filter: string): boolean {
  if (advice === undefined) return false;
  const { completions, from, to } = advice;
  const word = filter.slice(from, to).toLowerCase();
  if (word === '') return completions.some(({ kind }) => kind === 'operator');
  const going = completions.filter(({ text }) => text.toLowerCase().startsWith(word));
  const values = going.filter(({ kind }) => kind === 'value');
  if (values.length > 0) return values.every(({ text }) => text.toLowerCase() !== word);
  return going.some((completion) => mayGoOn(completion, word));
}

/** Hundreds of decoded fields begin with the name of a protocol, which is looked for as a text until its dot is written. */
function mayGoOn({ text, kind }: Completion, word: string): boolean {
  return kind !== 'field' || !text.includes('.') || word.includes('.');
}

/** True if a fault is about the last word, an open quote, or what is missing behind it: the next letter may mend it. */
export function isAtEnd({ offset }: { readonly offset?: number }, filter: string): boolean {
  const rest = offset === undefined ? '' : filter.slice(offset).trim();
  return /^["']/.test(rest) || !/\s/.test(rest);
}
