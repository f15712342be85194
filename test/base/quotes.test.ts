import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeInQuotes, quoted, unquoted } from '../../src/base/quotes.ts';
import { parseFilter } from '../../src/core/query/filter/parser.ts';

it('puts any text in quotes so that it reads back the same', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '"', '\\', ' ', 't') });
  fc.assert(
    fc.property(texts, (text) => {
      expect(unquoted(quoted(text))).toBe(text);
      expect(parseFilter(quoted(text))).toMatchObject({ ok: true, value: { type: 'search', word: { text } } });
      for (let at = 0; at < text.length; at++)
        expect(
          quoted(text)
            .slice(placeInQuotes(text, at))
            .replace(/^\\(?=[\\"])/, '')[0],
        ).toBe(text[at]);
    }),
  );
  expect(unquoted('"a" or "b"')).toBeUndefined();
});
