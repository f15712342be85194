/**
 * Texts that this browser keeps for the next visit: the one place that reads and writes its storage. Nothing here fails
 * where storage is switched off, full, or holds what somebody else has written.
 */

/** What is used of the browser's `localStorage`; there is none in workers and in Node. */
interface Storage {
  readonly length: number;
  key(at: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

/** Everything that is kept has such a name: hosts give one storage to all their pages. */
const OWN = /^flowloom[.:]/;

const listeners = new Set<() => void>();

/** What was kept by that name; undefined if nothing was, or if it cannot be had. */
export function keptText(name: string): string | undefined {
  try {
    return storage()?.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, or with undefined no longer; without storage it is forgotten when the page is closed. */
export function keepText(name: string, text: string | undefined): void {
  try {
    if (text === undefined) storage()?.removeItem(name);
    else storage()?.setItem(name, text);
  } catch {
    return;
  }
}

/** A value that was kept as JSON; undefined if there is none. It may be anything: whoever asks looks at it. */
export function keptValue(name: string): unknown {
  try {
    return JSON.parse(keptText(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Names of all that is kept. */
export function keptNames(): readonly string[] {
  try {
    const all = storage();
    return Array.from({ length: all?.length ?? 0 }, (_, at) => all?.key(at) ?? '').filter((name) => OWN.test(name));
  } catch {
    return [];
  }
}

/** Forgets all that is kept, and tells those who show some of it. */
export function forgetTexts(): void {
  for (const name of keptNames()) keepText(name, undefined);
  for (const listener of listeners) listener();
}

/** Is told when all is forgotten; returns what ends that. */
export function onForgotten(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function storage(): Storage | undefined {
  return (globalThis as { readonly localStorage?: Storage }).localStorage;
}
