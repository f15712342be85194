import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64 } from '../../src/base/base64.ts';

it('is base64 as Node writes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});
