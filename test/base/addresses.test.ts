import { isIP, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressText,
  compareAddresses,
  ipv6Text,
  isInNetwork,
  networkBytes,
  networkWords,
  parseAddress,
  parseIpv6,
  parseNetwork,
} from '../../src/base/addresses.ts';

const byte = fc.integer({ min: 0, max: 255 });
/** Zeros are frequent: runs of them are what IPv6 texts are about. */
const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.integer({ min: 0, max: 0xffff }));
const ipv6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.flatMap((g) => [g >> 8, g & 255]));
const ipv4 = fc.array(byte, { minLength: 4, maxLength: 4 });
const mac = fc.array(byte, { minLength: 6, maxLength: 6 });
const address = fc.oneof(ipv4, ipv6, mac);
/** Texts that are nearly addresses. */
const nearly = fc
  .array(fc.constantFrom(':', '::', '.', '0', '1', '255', '256', 'ffff', 'f', '10000', 'g', ''), { maxLength: 17 })
  .map((parts) => parts.join(''));
/** Texts of eight groups or fewer, some of them cut out or replaced by IPv4. */
const grouped = fc
  .tuple(
    fc.array(fc.constantFrom('0', '1', 'FFFF', '0abc'), { maxLength: 9 }),
    fc.nat(9),
    fc.constantFrom('', '1.2.3.4'),
  )
  .map(([groups, at, tail]) =>
    [...groups.slice(0, at), '', ...groups.slice(at), ...(tail === '' ? [] : [tail])].join(':'),
  );

/** The shortest of all texts with one run of zero groups left out, the first of equals: what RFC 5952 asks for. */
function slowText(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  const words = groups.map((value) => value.toString(16));
  let best = words.join(':');
  let left = 1;
  for (let from = 0; from < 8; from++)
    for (let to = from + 2; to <= 8; to++) {
      if (groups.slice(from, to).some((value) => value !== 0) || to - from <= left) continue;
      left = to - from;
      best = `${words.slice(0, from).join(':')}::${words.slice(to).join(':')}`;
    }
  return best;
}

/** Bit by bit. */
function slowIsInNetwork(one: readonly number[], other: readonly number[], bits: number): boolean {
  const text = (bytes: readonly number[]): string => bytes.map((value) => value.toString(2).padStart(8, '0')).join('');
  return text(one).slice(0, bits) === text(other).slice(0, bits);
}

describe('addresses', () => {
  it.each([
    ['10.0.0.1', [10, 0, 0, 1]],
    ['010.000.0.1', [10, 0, 0, 1]],
    ['02-00-5E-10-00-FF', [2, 0, 0x5e, 16, 0, 255]],
    ['::', new Array<number>(16).fill(0)],
    ['1::', [0, 1, ...new Array<number>(14).fill(0)]],
    ['::ffff:1.2.3.4', [...new Array<number>(10).fill(0), 255, 255, 1, 2, 3, 4]],
    ['1:2:3:4:5:6:1.2.3.4', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, 2, 3, 4]],
  ])('reads %s', (text, bytes) => expect(parseAddress(text)).toEqual(bytes));

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4::',
    ':::',
    '1::2::3',
    ':1:2',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8::',
    'fe80::1%1',
    '0:1:2',
  ])('refuses “%s”', (text) => expect(parseAddress(text)).toBeUndefined());

  it.each([
    ['::1', '::1'],
    ['0:0:0:0:0:0:102:304', '::1.2.3.4'],
    ['::ffff:102:304', '::ffff:1.2.3.4'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['2001:DB8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ])('writes %s as %s', (text, written) => expect(addressText(parseAddress(text) ?? [])).toBe(written));

  it('writes EUI-64 with colons', () =>
    expect(addressText([1, 2, 3, 4, 5, 6, 7, 255])).toBe('01:02:03:04:05:06:07:ff'));

  it('reads what it writes', () => {
    fc.assert(fc.property(address, (bytes) => void expect(parseAddress(addressText(bytes))).toEqual(bytes)));
    fc.assert(fc.property(ipv6, (bytes) => void expect(parseIpv6(ipv6Text(bytes, false))).toEqual(bytes)));
  });

  it('writes IPv6 as the slow way does, and as URLs have it', () => {
    fc.assert(
      fc.property(ipv6, (bytes) => {
        const text = ipv6Text(bytes, false);
        expect(text).toBe(slowText(bytes));
        expect(`[${text}]`).toBe(new URL(`http://[${ipv6Text(bytes)}]`).hostname);
      }),
    );
  });

  it('takes for IPv6 what Node takes', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, grouped), (text) => {
        // Zeros before a decimal number are refused there.
        fc.pre(!/(^|[.:])0\d+\./.test(text) && !/\.0\d/.test(text));
        expect(parseIpv6(text) !== undefined).toBe(isIPv6(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes for IPv4 what Node takes', () => {
    const parts = fc.array(fc.constantFrom('0', '1', '9', '99', '255', '256', '1000', 'a', ''), { maxLength: 6 });
    fc.assert(
      fc.property(parts, (numbers) => {
        const text = numbers.join('.');
        expect(parseAddress(text)?.length === 4).toBe(isIP(text) === 4);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('networks', () => {
  it.each([
    ['10.0.0.0/8', 4, 8],
    ['::/0', 16, 0],
    ['02:00:00:00:00:00/24', 6, 24],
    ['10.0.0.1', 4, 32],
  ])('reads %s', (text, length, bits) => {
    const network = parseNetwork(text);
    expect([network?.bytes.length, network?.bits]).toEqual([length, bits]);
  });

  it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'host/8', '::/129', '10.0.0.0/-1'])('refuses %s', (text) =>
    expect(parseNetwork(text)).toBeUndefined(),
  );

  it('hold what has the same first bits', () => {
    const near = fc.tuple(ipv4, fc.nat(32), fc.nat(31)).map(([bytes, bits, flipped]) => {
      const other = bytes.map((value, at) => (at === flipped >> 3 ? value ^ (0x80 >> (flipped & 7)) : value));
      return { bytes, bits, other };
    });
    fc.assert(
      fc.property(near, ({ bytes, bits, other }) => {
        expect(isInNetwork(other, { bytes, bits })).toBe(slowIsInNetwork(other, bytes, bits));
        expect(isInNetwork(bytes, { bytes, bits })).toBe(true);
      }),
    );
    expect(isInNetwork([10, 0, 0, 1], { bytes: new Array<number>(16).fill(0), bits: 0 })).toBe(false);
  });
});

it('orders addresses of one family as numbers', () => {
  const number = (bytes: readonly number[]): bigint => bytes.reduce((sum, value) => sum * 256n + BigInt(value), 0n);
  fc.assert(
    fc.property(ipv6, ipv6, (a, b) => {
      const difference = number(a) - number(b);
      expect(Math.sign(compareAddresses(a, b) ?? NaN)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
    }),
  );
  expect(compareAddresses([1, 2, 3, 4], [1, 2, 3, 4, 5, 6])).toBeUndefined();
});

it('turns words into bytes and back', () => {
  expect(Array.from(networkBytes([-1, 0x01020304]))).toEqual([255, 255, 255, 255, 1, 2, 3, 4]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 0xffffffff })),
      (words) => void expect(networkWords(networkBytes(words))).toEqual(words),
    ),
  );
});
