import { latin1, utf8 } from '../../../base/text.ts';
import type { FoundObject } from '../../model/objects.ts';

/** Characters of a name that are kept. */
const MOST_NAME = 255;
/** Characters of a saved name: with three bytes each most file systems hold it, and a number besides. */
const MOST_SAVED = 80;

/** Characters that mean something to a shell, a file system or the text around them. */
const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029\\/:*?"<>|\p{Cs}]/gu;
/** Names that are devices in Windows, whatever their ending. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;

/** The last part of a path or of a URL without its query, with percent signs resolved where they are UTF-8. */
export function lastPathPart(path: string): string {
  const [plain = ''] = path.split(/[?#]/, 1);
  const parts = plain.split(/[\\/]/).filter((part) => part !== '');
  return boundedName(percentDecoded(parts.at(-1) ?? ''));
}

/** A name as the sender calls it, without a path and not too long. */
export function boundedName(name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => part.trim() !== '');
  return Array.from((parts.at(-1) ?? '').trim().slice(0, 2 * MOST_NAME))
    .slice(0, MOST_NAME)
    .join('');
}

/** Bytes of a text of a character each, %41 made one byte; as UTF-8 if they are. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  const plain = text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  const bytes = Uint8Array.from(plain, (character) => character.charCodeAt(0));
  const decoded = utf8(bytes);
  return decoded.includes('\ufffd') ? latin1(bytes) : decoded;
}

/**
 * A name under which an object can be saved without harm: no path, no control or invisible character, no dot or blank at the ends,
 * no device, not too long.
 */
export function safeName(
  name: string,
  { key, protocol, sha256 }: Pick<FoundObject, 'key' | 'protocol' | 'sha256'>,
): string {
  const last = boundedName(name.replaceAll(/[\p{Cc}]/gu, '_'));
  const clean = last.replaceAll(UNSAFE, '_').replaceAll(/^[\s.]+|[\s.]+$/g, '');
  const usable = DEVICES.test(clean) ? `_${clean}` : clean;
  if (usable === '') return `${protocol.toLowerCase()}-object-${key}-${sha256.slice(0, 8)}`;
  return shortened(usable);
}

/** Cuts a long name before its ending, by characters. */
function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= MOST_SAVED) return name;
  const ending = /\.[^.\s]{1,8}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, MOST_SAVED - ending.length).join('') + ending;
}
