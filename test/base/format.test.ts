import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatDurationNs,
  formatEndpoint,
  formatEpoch,
  formatSeconds,
  formatShare,
  formatTime,
  nanosecondsOfMs,
} from '../../src/base/format.ts';

/** No-break and thin spaces as plain ones, the minus sign as a hyphen, so that expectations can be read. */
const plain = (text: string): string => text.replace(/[\u00a0\u2009]/g, ' ').replaceAll('\u2212', '-');

describe('counts', () => {
  it.each([
    [0, '0'],
    [9999, '9999'],
    [10_000, '10 000'],
    [1_234_567, '1 234 567'],
    [-12_345, '-12 345'],
    [-0.2, '0'],
  ])('%d is %s', (count, text) => expect(plain(formatCount(count))).toBe(text));

  it('lose nothing but the spaces', () => {
    fc.assert(fc.property(fc.integer(), (count) => Number(plain(formatCount(count)).replaceAll(' ', '')) === count));
  });

  it('come with their noun', () => {
    expect(formatCountOf(1, 'packet')).toBe('1 packet');
    expect(formatCountOf(0, 'packet')).toBe('0 packets');
    expect(formatCountOf(2, 'match', 'matches')).toBe('2 matches');
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.23 kB'],
    [45_600, '45.6 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1.2e9, '1.2 GB'],
    [5e12, '5 TB'],
    [-2000, '-2 kB'],
  ])('%d is %s', (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text));
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [1, '1 ns'],
    [999, '999 ns'],
    [1500, '1.5 µs'],
    [999_499, '999 µs'],
    [999_500, '1 ms'],
    [12_345_678, '12.3 ms'],
    [999_600_000, '1 s'],
    [59_940_000_000, '59.9 s'],
    [59_960_000_000, '1 min'],
    [200e9, '3 min 20 s'],
    [7500e9, '2 h 5 min'],
    [273_600e9, '3 d 4 h'],
    [-1500, '-1.5 µs'],
  ])('%d ns is %s', (ns, text) => expect(plain(formatDurationNs(ns))).toBe(text));

  it('never show a thousand of a unit that has a larger one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (ns) => {
        const [value] = plain(formatDurationNs(ns)).split(' ');
        return Number(value) < 1000 || ns >= 864e14;
      }),
    );
  });
});

describe('times', () => {
  const epoch = 1_472_393_122_365_661_000n; // 2016-08-28 14:05:22.365661 UTC

  it('are seconds since the first packet, cut to the digits', () => {
    expect(formatTime(1_234_567_899, epoch, 'relative')).toBe('1.234567');
    expect(formatTime(1_234_567_899, epoch, 'relative', 9)).toBe('1.234567899');
    expect(formatTime(0, epoch, 'delta')).toBe('0.000000');
    expect(plain(formatTime(-1500, epoch, 'relative'))).toBe('-0.000001');
  });

  it('are dates in UTC', () => {
    expect(formatTime(0, epoch, 'utc')).toBe('2016-08-28 14:05:22.365661');
    expect(formatTime(634_339_001, epoch, 'utc', 9)).toBe('2016-08-28 14:05:23.000000001');
    expect(formatEpoch(epoch, 'utc', 0)).toBe('2016-08-28 14:05:22');
  });

  it('before 1970 keep their fraction', () => {
    expect(formatEpoch(-1n, 'utc', 9)).toBe('1969-12-31 23:59:59.999999999');
  });

  it('are local dates by the zone of the machine', () => {
    const date = new Date(2024, 1, 3, 4, 5, 6);
    expect(formatEpoch(BigInt(date.getTime()) * 1_000_000n + 7_000_000n, 'local', 3)).toBe('2024-02-03 04:05:06.007');
  });

  it('stay relative where there is no absolute time', () => {
    expect(formatTime(5e8, undefined, 'utc')).toBe('0.500000');
  });

  it('are numbers with their reason beyond the calendar', () => {
    expect(formatEpoch(18_446_744_073_709_551_615_000n, 'utc')).toBe(
      'not a calendar time: 18446744073709.551615 s since 1970',
    );
    expect(formatEpoch(-8_640_000_000_000_000_000_001n, 'local')).toBe(
      'not a calendar time: -8640000000000.000000001 s since 1970',
    );
    expect(formatEpoch(8_640_000_000_000_000_000_000n, 'utc', 0)).toBe('+275760-09-13 00:00:00');
    expect(formatEpoch(-8_640_000_000_000_000_000_000n, 'utc', 0)).toBe('-271821-04-20 00:00:00');
  });

  it('show no digits that a double has lost', () => {
    expect(formatTime(1.8445044073709552e22, 1_700_000_000_000_000_000n, 'utc')).toBe(
      'not a calendar time: 18446744073709 s since 1970',
    );
    expect(formatTime(1.8445044073709552e22, undefined, 'relative')).toBe('18445044073709');
  });

  it('have no minus sign before zero', () => expect(formatSeconds(-0.2)).toBe('0.000000'));
});

it('turns milliseconds into nanoseconds to the last digit', () => {
  expect(nanosecondsOfMs(1795222873000)).toBe(1795222873000_000000n);
  expect(nanosecondsOfMs(1795222873000.585)).toBe(1795222873000_585000n);
  expect(nanosecondsOfMs('1795222873000.585123')).toBe(1795222873000_585123n);
  expect(nanosecondsOfMs(1e22)).toBe(10n ** 28n);
  expect(nanosecondsOfMs(1e-7)).toBe(0n);
  expect(nanosecondsOfMs(-0.5)).toBe(-500_000n);
  expect(nanosecondsOfMs(-1e22)).toBe(-(10n ** 28n));
});

describe('shares', () => {
  it.each([
    [0, 10, '0 %'],
    [1, 10_000, '<0.1 %'],
    [1, 300, '0.3 %'],
    [1, 3, '33 %'],
    [3, 3, '100 %'],
    [1, 0, ''],
  ])('%d of %d is %s', (part, whole, text) => expect(plain(formatShare(part, whole))).toBe(text));
});

it.each([
  ['10.0.0.1', 80, '10.0.0.1:80'],
  ['2001:db8::1', 0, '[2001:db8::1]:0'],
  ['2001:db8::1', -1, '2001:db8::1'],
])('writes %s and port %d as %s', (address, port, text) => expect(formatEndpoint(address, port)).toBe(text));
