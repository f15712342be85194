import { fieldList } from './fields.ts';
import type { HttpDoubt, HttpField } from './http-events.ts';
import type { StartLine } from './start-line.ts';

/** How far the body of a message goes. `tunnel`: what follows is no longer HTTP. */
export type BodyFrame =
  | { readonly type: 'none' }
  | { readonly type: 'length'; readonly length: number }
  | { readonly type: 'chunked' }
  | { readonly type: 'close' }
  | { readonly type: 'tunnel' };

/** How a message is framed, and what is doubtful in that. */
export interface Framing {
  readonly frame: BodyFrame;
  readonly doubts: readonly HttpDoubt[];
}

const NO_BODY: Framing = { frame: { type: 'none' }, doubts: [] };
const TUNNEL: Framing = { frame: { type: 'tunnel' }, doubts: [] };
/** What a number holds exactly. */
const DECIMAL = /^0*\d{1,15}$/;

/**
 * Length of a message's body (RFC 9112 6.3).
 * @param method of the request that a response answers; undefined if that is not known
 */
export function framingOf(line: StartLine, fields: readonly HttpField[], method: string | undefined): Framing {
  if (line.kind === 'response') {
    const { status } = line;
    if (status === 101 || (method === 'CONNECT' && status >= 200 && status < 300)) return TUNNEL;
    if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return NO_BODY;
  }
  return codedFraming(line, fields) ?? lengthFraming(line, fields);
}

/** By Transfer-Encoding, which goes before all lengths; "identity" of older versions says nothing. */
function codedFraming({ kind }: StartLine, fields: readonly HttpField[]): Framing | undefined {
  const codings = fieldList(fields, 'transfer-encoding').filter((coding) => coding !== 'identity');
  if (codings.length === 0) return undefined;
  const doubts: HttpDoubt[] = fieldList(fields, 'content-length').length > 0 ? ['length-and-coding'] : [];
  if (codings.at(-1) === 'chunked') return { frame: { type: 'chunked' }, doubts };
  return { frame: kind === 'response' ? { type: 'close' } : { type: 'none' }, doubts: [...doubts, 'unknown-coding'] };
}

function lengthFraming({ kind }: StartLine, fields: readonly HttpField[]): Framing {
  const lengths = fieldList(fields, 'content-length');
  const numbers = lengths.filter((text) => DECIMAL.test(text)).map(Number);
  const doubts: HttpDoubt[] = [];
  if (numbers.length < lengths.length) doubts.push('bad-length');
  if (new Set(numbers).size > 1) doubts.push('lengths-differ');
  if (numbers.length > 0) return { frame: { type: 'length', length: numbers[0] }, doubts };
  return { frame: { type: kind === 'response' ? 'close' : 'none' }, doubts };
}
