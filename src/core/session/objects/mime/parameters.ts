import { latin1, utf8 } from '../../../../base/text.ts';
import { percentDecoded } from '../file-names.ts';

/** A value with parameters, as Content-Type and Content-Disposition have them. */
export interface Parameterised {
  /** Lower case, without blanks around it. */
  readonly value: string;
  /** By names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.){0,4096})"?|([^;]{0,4096}))/g;
const WORD = /=\?([\w.:-]{1,40})(?:\*[\w-]*)?\?([bq])\?([^?\s]{0,4096})\?=/gi;

/** Reads a value with its parameters (RFC 2045 5.1, RFC 9110 5.6.6); a quoted one may lack its last quote. */
export function readParameters(text: string): Parameterised {
  const semicolon = text.indexOf(';');
  const value = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare] of text.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? (bare ?? '').trim());
  }
  return { value, parameters };
}

/** The name that a file is given: `filename*` (RFC 8187), pieces of it (RFC 2231 3), or `filename`; undefined: none. */
export function fileNameOf({ parameters }: Parameterised, name: string): string | undefined {
  const extended = parameters.get(`${name}*`);
  if (extended !== undefined) return extendedValue(extended);
  const plain = parameters.get(name);
  if (plain !== undefined) return decodedWords(plain);
  const pieces: string[] = [];
  for (let number = 0; ; number++) {
    const piece = parameters.get(`${name}*${number}*`) ?? parameters.get(`${name}*${number}`);
    if (piece === undefined) break;
    pieces.push(piece);
  }
  if (pieces.length === 0) return undefined;
  return parameters.has(`${name}*0*`) ? extendedValue(pieces.join('')) : pieces.join('');
}

/** charset'language'percent-encoded. */
function extendedValue(text: string): string {
  const found = /^[^']*'[^']*'(.*)$/s.exec(text);
  return percentDecoded(found?.[1] ?? text);
}

/** Encoded words (RFC 2047) of UTF-8, ASCII and Latin-1 resolved; others stay as they are. */
export function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(WORD, (whole, charset: string, kind: string, data: string) => {
      const bytes = kind.toLowerCase() === 'b' ? wordBase64(data) : wordQuoted(data);
      if (/^utf-?8$/i.test(charset)) return utf8(bytes);
      return /^(?:us-ascii|iso-8859-1|windows-1252)$/i.test(charset) ? latin1(bytes) : whole;
    });
}

function wordBase64(data: string): Uint8Array {
  return decodeBase64(Uint8Array.from(data, (character) => character.charCodeAt(0)));
}

function wordQuoted(data: string): Uint8Array {
  const plain = data
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0) & 255);
}

/** Values of base64's digits by their bytes; 255: none. */
const VALUES = new Uint8Array(256).fill(255);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  VALUES[digit.charCodeAt(0)] = value;

/** Base64 (RFC 2045 6.8): what is no digit is passed over; "=" ends the data. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((bytes.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    if (byte === 0x3d) break;
    const value = VALUES[byte];
    if (value === 255) continue;
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out[length++] = (bits >> count) & 255;
  }
  return out.subarray(0, length);
}
