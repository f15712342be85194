import { hmac as anyHmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyKey, hmac, messageBlock, setKey } from '../../../src/core/identify/crypto/short-hmac.ts';

const words = (bytes: Uint8Array): Int32Array =>
  Int32Array.from({ length: bytes.length / 4 }, (_, at) => new DataView(bytes.buffer).getInt32(at * 4));

describe('short HMAC-SHA-256', () => {
  it('is that of any other program', () => {
    const keys = fc
      .integer({ min: 0, max: 16 })
      .chain((size) => fc.uint8Array({ minLength: size * 4, maxLength: size * 4 }));
    fc.assert(
      fc.property(keys, fc.uint8Array({ maxLength: 55 }), (key, message) => {
        const made = hmac(setKey(emptyKey(), words(key)), messageBlock(message), new Int32Array(8));
        expect(made).toEqual(words(anyHmac(sha256, key, message)));
      }),
    );
  });

  it('refuses longer messages', () => {
    expect(() => messageBlock(new Uint8Array(56))).toThrow(RangeError);
  });
});
