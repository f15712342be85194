import { keepText, keptValue } from '../base/kept-texts.ts';
import type { Transpiled } from '../protocol/language.ts';

/**
 * Compiled code that this browser keeps by the hash of its source, so that what was run before runs again without the compiler,
 * which is a megabyte to fetch. It runs in the sandbox like any other code.
 */

/** Its beginning is the code's own, for the list of what is kept. */
const NAME = 'flowloom:code:compiled';
/** To be raised when src/core/relational/transpile.ts makes something else of the same code. */
const VERSION = 1;
const MOST_SCRIPTS = 30;
/** UTF-16 code units of all of them. */
const MOST_TEXT = 600_000;

interface Kept extends Transpiled {
  readonly hash: string;
}

/** Whether there is storage, and SHA-256, which browsers give to pages that are served safely. */
export function canKeepScripts(): boolean {
  const { localStorage, crypto: own } = globalThis as {
    readonly localStorage?: object;
    readonly crypto?: Partial<Crypto>;
  };
  return localStorage !== undefined && own?.subtle !== undefined;
}

/** The JavaScript of a source that was compiled before; undefined: it has to be compiled. */
export async function keptScript(source: string): Promise<Transpiled | undefined> {
  const hash = await hashOf(source);
  const found = all().find((each) => each.hash === hash);
  return found && { code: found.code, mappings: found.mappings };
}

/** Keeps it; the oldest make room. */
export async function keepCompiled(source: string, { code, mappings }: Transpiled): Promise<void> {
  const hash = await hashOf(source);
  if (code.length + mappings.length > MOST_TEXT) return;
  const scripts = [...all().filter((each) => each.hash !== hash), { hash, code, mappings }].slice(-MOST_SCRIPTS);
  const sizeOf = (list: readonly Kept[]): number =>
    list.reduce((sum, each) => sum + each.code.length + each.mappings.length, 0);
  while (sizeOf(scripts) > MOST_TEXT) scripts.shift();
  keepText(NAME, JSON.stringify({ version: VERSION, scripts }));
}

function all(): readonly Kept[] {
  const { version, scripts } = (keptValue(NAME) ?? {}) as { readonly version?: unknown; readonly scripts?: unknown };
  return version === VERSION && Array.isArray(scripts) ? (scripts as unknown[]).filter(isKept) : [];
}

function isKept(value: unknown): value is Kept {
  const { hash, code, mappings } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof hash === 'string' && typeof code === 'string' && typeof mappings === 'string';
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
