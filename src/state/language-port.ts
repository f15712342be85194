import type { LanguageApi } from '../protocol/language.ts';

let load: (() => Promise<LanguageApi>) | undefined;

/** Gives the editor its compiler; called once by main.tsx. It is fetched when the editor asks for it. */
export function connectLanguage(loader: () => Promise<LanguageApi>): void {
  load = loader;
}

/** The TypeScript worker, or undefined where there is none: the editor then goes without types. */
export async function language(): Promise<LanguageApi | undefined> {
  try {
    return await load?.();
  } catch {
    return undefined; // its script cannot be had: the next editor asks again
  }
}
