import type { Failure } from '../../../../core/model/failure.ts';
import type { RuleEntry } from '../../../../core/model/findings.ts';

/** What is special about a rule in the list, in a few words; "" for nothing. */
export function originWords({ origin, off, failure }: RuleEntry, hasDraft: boolean): string {
  const words = [
    hasDraft && 'not saved',
    off && 'off',
    failure !== undefined && 'cannot be run',
    origin === 'changed' && 'changed',
    origin === 'own' && 'own',
  ];
  return words.filter(Boolean).join(', ');
}

/** Line and character of a place in a text, from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, character: (before.at(-1)?.length ?? 0) + 1 };
}

/** What is wrong with a rule’s text, with the place. */
export function troubleWords(text: string, { detail = 'It cannot be read.', offset = 0 }: Failure): string {
  const { line, character } = placeOf(text, offset);
  return `Line ${line}, character ${character}: ${detail}`;
}
