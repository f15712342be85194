import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Texts that are remembered with their hashes; forgotten all at once beyond. */
const MOST_KNOWN = 4096;

/** MD5 of a text of characters up to 255, in hexadecimal digits. Remembered: programs say the same in every connection. */
export const md5Hex = remembered(md5);

/** The same by SHA-256. */
export const sha256Hex = remembered(sha256);

function remembered(hash: (bytes: Uint8Array) => Uint8Array): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    const made = bytesToHex(hash(bytes));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, made);
    return made;
  };
}
