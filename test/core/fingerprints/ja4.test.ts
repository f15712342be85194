import { expect, it } from 'vitest';
import { ja4 } from '../../../src/core/fingerprints/hellos.ts';

const hello = {
  version: 0x0303,
  ciphers: [0x0a0a, 0x1301, 0x1302],
  extensions: [0x1a1a, 0, 16, 43, 13],
  versions: [0x2a2a, 0x0304, 0x0303],
  signatures: [0x0403, 0x0804],
  groups: [],
  formats: [],
  alpn: ['h2'],
};

it('JA4 counts, sorts and hashes without GREASE, name and ALPN', () => {
  // sha256sum of `1301,1302` and of `000d,002b_0403,0804`, cut to twelve digits.
  expect(ja4(hello, 't', true)).toBe('t13d0204h2_62ed6f6ca7ad_ef5f37ab036a');
  expect(ja4({ ...hello, ciphers: [0x1302, 0x1301], extensions: [13, 43, 16, 0] }, 't', true)).toBe(
    ja4(hello, 't', true),
  );
});

it('JA4 of a hello without anything says so', () => {
  const bare = { ...hello, ciphers: [], extensions: [], versions: [], signatures: [], alpn: [] };
  expect(ja4(bare, 'q', false)).toBe('q12i000000_000000000000_000000000000');
});

it('JA4 writes an ALPN that is no text by its digits', () => {
  expect(ja4({ ...hello, alpn: ['\xe1\x00\xbf'], versions: [0xfefd] }, 'd', true)).toMatch(/^dd2d0204ef_/);
});
