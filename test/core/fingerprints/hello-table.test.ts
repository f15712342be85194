import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HelloTable, type HelloCarrier } from '../../../src/core/fingerprints/hello-table.ts';
import { ja3, ja3s, ja4, type Hello } from '../../../src/core/fingerprints/hellos.ts';

const units = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x0a0a, 0xfafa, 0, 16)), {
  maxLength: 40,
});
const octets = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 });
const hellos: fc.Arbitrary<Hello> = fc.record({
  version: fc.integer({ min: 0, max: 0xffff }),
  ciphers: units,
  extensions: units,
  groups: units,
  formats: octets,
  versions: units,
  signatures: units,
  alpn: octets.map((bytes) => [String.fromCharCode(...bytes)]),
});
const bytesOf = (list: readonly number[]): Uint8Array =>
  Uint8Array.from(list.flatMap((value) => [value >> 8, value & 255]));

function add(table: HelloTable, hello: Hello, carrier: HelloCarrier, all = false): number {
  const numbers = (list: readonly number[]): void => table.addNumbers(bytesOf(list), 0, list.length * 2, all);
  table.begin(carrier, hello.version);
  numbers(hello.ciphers);
  numbers(hello.extensions);
  numbers(hello.groups);
  table.addBytes(Uint8Array.from(hello.formats), 0, hello.formats.length);
  numbers(hello.versions);
  numbers(hello.signatures);
  const [alpn = ''] = hello.alpn;
  table.addBytes(
    Uint8Array.from(alpn, (letter) => letter.charCodeAt(0)),
    0,
    alpn.length,
  );
  return table.keep();
}

it('makes the fingerprints that the hellos have, each hello once', () => {
  fc.assert(
    fc.property(fc.array(hellos, { maxLength: 8 }), fc.constantFrom('t', 'q', 'd'), (list, carrier) => {
      const table = new HelloTable();
      const numbers = list.map((hello) => add(table, hello, carrier));
      expect(list.map((hello) => add(table, hello, carrier))).toEqual(numbers);
      list.forEach((hello, at) => {
        expect(table.ja4(numbers[at] ?? -1)).toBe(ja4(hello, carrier, hello.extensions.includes(0)));
        expect(table.ja3(numbers[at] ?? -1)).toBe(ja3(hello));
      });
    }),
  );
});

it('keeps GREASE of servers', () => {
  const table = new HelloTable();
  const hello = { version: 771, ciphers: [0x1301], extensions: [43, 0x0a0a], groups: [], formats: [] };
  const whole: Hello = { ...hello, versions: [], signatures: [], alpn: [''] };
  expect(table.ja3s(add(table, whole, 't', true))).toBe(ja3s(whole));
});

it('holds more hellos than it began with room for', () => {
  const table = new HelloTable();
  const hello = (version: number): number => {
    table.begin('t', version);
    return table.keep();
  };
  const numbers = Array.from({ length: 5000 }, (_, version) => hello(version));
  expect(numbers.map((_, version) => hello(version))).toEqual(numbers);
  expect(table.size).toBe(5000);
});
