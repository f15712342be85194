const KEY = 'flowloom:code';

/** Keeps what the user has written for the next visit. Without storage (private windows, policies) it is not kept. */
export function saveCode(code: string): void {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    return; // the page works without it
  }
}

/** What the user wrote last time. */
export function readSavedCode(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // as if nothing had been kept
  }
}
