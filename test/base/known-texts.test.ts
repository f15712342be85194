import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KnownTexts } from '../../src/base/known-texts.ts';
import { latin1 } from '../../src/base/text.ts';

it('says what Latin-1 says, as often as it is asked', () => {
  const texts = new KnownTexts();
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 20 }), (list) => {
      for (const each of [...list, ...list]) expect(texts.of(each, 0, each.length)).toBe(latin1(each));
    }),
  );
});

it('goes on when it knows as many as it may', () => {
  const texts = new KnownTexts();
  const bytes = new Uint8Array(4);
  for (let number = 0; number < 40_000; number++) {
    new DataView(bytes.buffer).setUint32(0, number);
    expect(texts.of(bytes, 0, 4)).toBe(latin1(bytes));
  }
});
