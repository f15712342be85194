/** Bytes as text, without the TextDecoder that the pure code does not have. */

const REPLACEMENT = 0xfffd;
const CHUNK = 4096;

/** Bytes `from` to `to` as Latin-1: one character per byte. The range is cut to the array. */
export function latin1(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const end = Math.min(to, bytes.length);
  let text = '';
  for (let at = Math.max(0, from); at < end; at += CHUNK) {
    // A spread would go through the array's iterator, which takes ten times as long.
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + CHUNK)) as unknown as number[]);
  }
  return text;
}

/** True for the byte of a letter A to Z; false where there is none. */
export function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a;
}

/** Bytes `from` to `to` as UTF-8; every byte that fits no character becomes U+FFFD. The range is cut to the array. */
export function utf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const end = Math.min(to, bytes.length);
  // Parts, since a text that grows by single characters takes thirty times its size.
  const parts: string[] = [];
  let codes: number[] = [];
  for (let at = Math.max(0, from); at < end;) {
    const first = bytes[at];
    if (first !== undefined && first < 0x80) {
      codes.push(first);
      at++;
    } else {
      const [code, size] = utf8Character(bytes, at, end);
      codes.push(code);
      at += size;
    }
    if (codes.length < CHUNK && at < end) continue;
    parts.push(String.fromCodePoint(...codes));
    codes = [];
  }
  return parts.join('');
}

/** Text on one line: as `shownLine`, ends are trimmed, and what is over `most` characters is cut. */
export function oneLine(text: string, most = 120): string {
  // No more of a long text is looked at than may be shown; a character takes two units at most.
  const line = shownLine(text.slice(0, 2 * most + 2));
  if (line.length <= most) return line.trim();
  const clean = Array.from(line);
  const shown = clean.length > most ? [...clean.slice(0, most - 1), '…'] : clean;
  return shown.join('').trim();
}

/**
 * Characters that do something to what stands around them: those that command a terminal or end a line (C0, DEL, C1, line
 * and paragraph separators), and those that turn the direction of writing.
 */
const COMMANDING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text that stands on one line and does nothing to others: each such character becomes "·". */
export function shownLine(text: string): string {
  return text.replace(COMMANDING, '·');
}

/** Two hexadecimal digits of a byte. */
export function hexByte(byte: number): string {
  return HEX_BYTES[byte] ?? byte.toString(16);
}

const HEX_BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes `from` to `to` as hexadecimal digits with a separator. The range is cut to the array. */
export function hexBytes(bytes: ArrayLike<number>, from = 0, to = bytes.length, separator = ''): string {
  const end = Math.min(to, bytes.length);
  let text = '';
  for (let at = Math.max(0, from); at < end; at++) text += (text === '' ? '' : separator) + hexByte(bytes[at] ?? 0);
  return text;
}

/** RFC 3629: the character at `at` and how many bytes it takes. */
function utf8Character(bytes: Uint8Array, at: number, end: number): readonly [number, number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const size = utf8Size(first);
  if (size === 0 || at + size > end) return [REPLACEMENT, 1];
  let code = first & (0x7f >> size);
  for (let i = 1; i < size; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return [REPLACEMENT, 1];
    code = (code << 6) | (next & 0x3f);
  }
  return isScalar(code, size) ? [code, size] : [REPLACEMENT, 1];
}

function utf8Size(first: number): number {
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

const LEAST_BY_SIZE = [0, 0, 0x80, 0x800, 0x10000];

function isScalar(code: number, size: number): boolean {
  const surrogate = code >= 0xd800 && code < 0xe000;
  return code >= (LEAST_BY_SIZE[size] ?? 0) && code <= 0x10ffff && !surrogate;
}

/** Characters that command the writing around them: controls but for line ends and tabs, and those that turn its direction. */
const UNSEEN = /(?!\n|\t|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** Unicode has pictures of the first 32 controls from here on. */
const PICTURES = 0x2400;

/**
 * A text of others as it is shown to people: what would act on the text around it, unseen, becomes a sign. Line ends and tabs
 * stay. Where it stands beside other text it is to be isolated as well: letters written from right to left stay what they are.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(PICTURES + code) : '·';
  });
}

/** The beginning of a text that is longer than `most` characters, and how long it is. */
export function beginningOf(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters in all)`;
}
