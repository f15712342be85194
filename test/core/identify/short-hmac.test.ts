import { hmac as anyHmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmac, hmacKey } from '../../../src/core/identify/crypto/short-hmac.ts';

describe('short HMAC-SHA-256', () => {
  it('is that of any other program', () => {
    const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });
    fc.assert(
      fc.property(bytes(64), bytes(55), (key, message) => {
        expect(hmac(hmacKey(key), message)).toEqual(anyHmac(sha256, key, message));
      }),
    );
  });

  it('refuses longer messages', () => {
    expect(() => hmac(hmacKey(new Uint8Array(1)), new Uint8Array(56))).toThrow(RangeError);
  });
});
