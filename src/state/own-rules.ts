import { create } from 'zustand';
import { keepText, keptText, onForgotten } from '../base/kept-texts.ts';

/** Where a person’s own rules are kept for the next visit. */
const KEY = 'flowloom:rules';
/** Characters that are kept; what is longer was not written by a person. */
const MOST_KEPT = 100_000;

/** A person’s own rules, as one text in the language of docs/findings.md. */
export const useOwnRules = create<{ readonly text: string }>()(() => ({ text: readKept() }));
onForgotten(() => useOwnRules.setState({ text: '' }));

/** Takes a person’s rules, and keeps them for the next visit where the browser allows it. */
export function setOwnRules(text: string): void {
  useOwnRules.setState({ text });
  keepText(KEY, text === '' ? undefined : text);
}

function readKept(): string {
  const kept = keptText(KEY) ?? '';
  return kept.length > MOST_KEPT ? '' : kept;
}
