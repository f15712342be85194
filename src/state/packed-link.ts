import { decodeState, encodeState, type Shareable } from './url-state.ts';
import { base64url, bytesOfBase64url } from './url-text.ts';

/**
 * Links that are made to be given away: `#z=1.` and base64url of the deflated (RFC 1951) UTF-8 text of two lines: the hash as
 * url-state.ts writes it, without code and notes, and those two as JSON. Version 1.
 */
const PREFIX = 'z=1.';
/** Text of a link, characters; more is not believed. */
const MOST_TEXT = 1_000_000;

/** True for the hash of such a link, also of a later version. */
export function isPacked(hash: string): boolean {
  return /^#?z=/.test(hash);
}

/** The hash of a link that holds all of this, without "#". */
export async function packLink(state: Shareable): Promise<string> {
  const { code, notes } = state;
  const text = `${encodeState({ ...state, code: '', notes: '' })}\n${JSON.stringify({ code, notes })}`;
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return PREFIX + base64url(new Uint8Array(await new Response(deflated).arrayBuffer()));
}

/**
 * What the hash of a link holds, over a state at first. undefined if it was cut or changed, is of a later version, or longer than any
 * that this page makes.
 */
export async function unpackLink(hash: string, first: Shareable): Promise<Shareable | undefined> {
  const packed = hash.replace(/^#/, '');
  const bytes = packed.startsWith(PREFIX) ? bytesOfBase64url(packed.slice(PREFIX.length)) : undefined;
  const text = bytes && (await inflated(bytes));
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const texts = textsOf(text.slice(end + 1));
  const view = end === 0 ? first : decodeState(text.slice(0, Math.max(0, end)), first);
  if (view === undefined || texts === undefined) return undefined;
  return { ...view, notes: texts.notes, code: texts.code === '' ? view.code : texts.code };
}

/** Code and notes; undefined if that is something else. */
function textsOf(json: string): { readonly code: string; readonly notes: string } | undefined {
  try {
    const { code, notes } = JSON.parse(json) as Partial<Record<'code' | 'notes', unknown>>;
    return typeof code === 'string' && typeof notes === 'string' ? { code, notes } : undefined;
  } catch {
    return undefined;
  }
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (text.length > MOST_TEXT) return undefined;
    }
    return text + decoder.decode();
  } catch {
    return undefined; // it was cut, or is something else
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
