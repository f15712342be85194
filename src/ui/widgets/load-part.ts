/** Why a part of the page is not there: its host does not answer, or has no such script any more. */
export type MissingReason = 'unreachable' | 'gone';

/** What loading a part rejects with if its scripts cannot be had. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';

  constructor(readonly reason: MissingReason) {
    super(reason === 'gone' ? 'The host has no such script any more.' : 'The host could not be reached.');
  }
}

/** The host that has just answered is believed to answer still, ms. */
const BELIEVED_MS = 3000;
/** An address in the words of a browser whose import failed. */
const ADDRESS = /https?:\/\/\S+/;

/** When the host answered last. */
let answeredAt = -Infinity;
let retries = 0;

/**
 * Imports a part of the page. Browsers keep a failed import for as long as the page lives, so the host is asked first whether
 * it is there; an import that fails all the same is tried once more under another address.
 */
export async function loadPart<T>(load: () => Promise<T>, host: () => Promise<boolean> = answers): Promise<T> {
  if (performance.now() - answeredAt > BELIEVED_MS && !(await host())) throw new PartMissing('unreachable');
  try {
    return await load();
  } catch (error) {
    if (!(await host())) throw new PartMissing('unreachable');
    return await loadElsewhere<T>(error);
  }
}

/** What imports a part when it is first asked for, and has it then; a failure is not kept, so that it can be asked again. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= loadPart(load).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

/** The script that a browser says it could not import, under an address that it has not seen. */
async function loadElsewhere<T>(error: unknown): Promise<T> {
  const address = error instanceof TypeError ? ADDRESS.exec(error.message)?.[0] : undefined;
  if (address === undefined) throw error; // it was loaded, and failed by itself
  try {
    return (await import(/* @vite-ignore */ `${address}?again=${++retries}`)) as T;
  } catch {
    throw new PartMissing('gone');
  }
}

/** Asks the host for the head of a script that it has sent before. */
async function answers(): Promise<boolean> {
  try {
    const { ok } = await fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });
    if (ok) answeredAt = performance.now();
    return ok;
  } catch {
    return false;
  }
}
