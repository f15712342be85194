import { describe, expect, it } from 'vitest';
import { patternTest } from '../../../../src/core/query/filter/pattern.ts';

function test(pattern: string): (text: string) => boolean {
  const reply = patternTest({ text: pattern, quoted: true, raw: JSON.stringify(pattern), offset: 0 });
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value;
}

const TEXTS = [
  '',
  'SYN, ACK',
  '192.168.0.1',
  'fe80::1%eth0',
  'GET /index.html?a=1&b=2 HTTP/1.1',
  'Größe ΣΊΣΥΦΟΣ ſ K 漢字 😀',
  'two\nlines\tand a tab',
  'a-b_c.d\\e/f|g',
  '[x] {y} (z) ^$*+',
  '2024-05-31T12:00:00.123Z',
];
const PATTERNS = [
  '.',
  '^$',
  '^syn',
  'ack$',
  '\\bACK\\b',
  '^\\d{1,3}(?:\\.\\d{1,3}){3}$',
  '[^a-z0-9]',
  '(get|post) /(?<path>\\S*)',
  'grösse|größe',
  '\\u{1F600}|\\u0053yn',
  '\\p{L}{3,}',
  '\\x41CK',
  '\\[x\\]|\\{y\\}',
  'lines.and',
  'two.lines',
  '\\n',
  'a-b_c\\.d\\\\e\\/f',
  '[\\]\\\\^-]',
  '\\S+@\\S+|=\\d&',
  'a*?b+?',
  'σίσυφος',
];

describe('patterns', () => {
  it.each(PATTERNS)('%s keeps what the language’s own engine keeps', (pattern) => {
    const own = new RegExp(pattern, 'iu');
    const kept = test(pattern);
    expect(TEXTS.filter(kept)).toEqual(TEXTS.filter((text) => own.test(text)));
  });

  it.each(['^(a+)+$', '(a|aa)+$', '^(a|a?)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*)*(.*)*(.*)*x'])(
    '%s does not go back: a long text is looked at once',
    (pattern) => {
      const began = performance.now();
      expect(test(pattern)(`${'a'.repeat(100_000)}0!`)).toBe(false);
      expect(performance.now() - began).toBeLessThan(5000);
    },
  );
});
