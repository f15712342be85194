import { utf8Bytes } from '../../../base/utf8-bytes.ts';

/** Bytes of a block: headers have one, contents are filled up to whole ones. */
const BLOCK = 512;
/** Bytes of a name in its field. */
const MOST_NAME = 100;
/** Of these, what a number that makes it different takes. */
const FOR_NUMBER = 8;

/** Two blocks of zeros end an archive. */
export const TAR_END = new Uint8Array(2 * BLOCK);

/**
 * Header of a regular file in a tar archive (ustar, POSIX.1-1988): readable by everybody, dated 1970 so that the same objects make the
 * same archive. The name must fit (`tarName`).
 */
export function tarHeader(name: string, size: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void => header.set(utf8Bytes(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, ' '.repeat(8));
  put(156, '0');
  put(257, 'ustar\x0000');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** Zeros behind a content of so many bytes. */
export function tarPadding(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

/** A name that fits into a header, with room for a number: cut by characters, its ending kept. */
export function tarName(name: string): string {
  if (utf8Bytes(name).length <= MOST_NAME - FOR_NUMBER) return name;
  const ending = /\.[^.\s]{1,8}$/.exec(name)?.[0] ?? '';
  const characters = Array.from(name.slice(0, name.length - ending.length));
  while (utf8Bytes(characters.join('') + ending).length > MOST_NAME - FOR_NUMBER) characters.pop();
  return characters.join('') + ending;
}
