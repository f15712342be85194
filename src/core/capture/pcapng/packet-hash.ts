import { md5, sha1 } from '@noble/hashes/legacy.js';
import { crc32 } from '../compression/crc32.ts';

/** Algorithms of epb_hash (draft-ietf-opsawg-pcapng, section 4.3): the option's first byte. */
const CRC32 = 2;
const MD5 = 3;
const SHA1 = 4;

/**
 * Whether an epb_hash option fits its packet, which must be whole: the hash covers all of it. True where that cannot be told: two's
 * complement and XOR, for which the draft gives no size, and Toeplitz, whose key is not in the file.
 * @param option the option's value: algorithm and hash
 */
export function fitsHash(option: Uint8Array, packet: Uint8Array): boolean {
  const hash = option.subarray(1);
  switch (option[0]) {
    case CRC32:
      return hash.length !== 4 || isCrc(hash, crc32(packet));
    case MD5:
      return hash.length !== 16 || isSame(hash, md5(packet));
    case SHA1:
      return hash.length !== 20 || isSame(hash, sha1(packet));
    default:
      return true;
  }
}

/** The draft does not say in which order the bytes of a CRC-32 stand. */
function isCrc(hash: Uint8Array, crc: number): boolean {
  const view = new DataView(hash.buffer, hash.byteOffset, 4);
  return view.getUint32(0) === crc || view.getUint32(0, true) === crc;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, at) => byte === other[at]);
}
