import { create } from 'zustand';

/** Where a person’s own rules are kept for the next visit. */
const KEY = 'flowloom:rules';
/** Characters that are kept; what is longer was not written by a person. */
const MOST_KEPT = 100_000;

/** A person’s own rules, as one text in the language of docs/findings.md. */
export const useOwnRules = create<{ readonly text: string }>()(() => ({ text: readKept() }));

/** Takes a person’s rules, and keeps them for the next visit where the browser allows it. */
export function setOwnRules(text: string): void {
  useOwnRules.setState({ text });
  try {
    if (text === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    return; // they hold as long as the page is open
  }
}

function readKept(): string {
  try {
    const kept = localStorage.getItem(KEY) ?? '';
    return kept.length > MOST_KEPT ? '' : kept;
  } catch {
    return ''; // as if nothing had been kept
  }
}
