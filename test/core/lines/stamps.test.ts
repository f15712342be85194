import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, readStamp, StampClock, STAMP_FORMATS } from '../../../src/core/lines/stamps.ts';

const FIFTH = Date.UTC(2024, 0, 5, 12, 0, 1) / 1000;

describe('times at the start of lines', () => {
  it.each<[line: string, format: string, seconds: number, nanoseconds: number, text: string]>([
    ['2024-01-05T12:00:01Z up', 'ISO 8601', FIFTH, 0, '2024-01-05T12:00:01Z'],
    ['2024-01-05 12:00:01,250 INFO up', 'ISO 8601', FIFTH, 250_000_000, '2024-01-05 12:00:01,250'],
    ['[2024-01-05T14:00:01.5+02:00] up', 'ISO 8601', FIFTH, 500_000_000, '2024-01-05T14:00:01.5+02:00'],
    ['2024/01/05 12:00:01 [error] 7#7', 'ISO 8601', FIFTH, 0, '2024/01/05 12:00:01'],
    ['<34>1 2024-01-05T12:00:01.000000003Z host app', 'ISO 8601', FIFTH, 3, '2024-01-05T12:00:01.000000003Z'],
    ['Jan  5 12:00:01 host sshd[7]: up', 'syslog', Date.UTC(2001, 0, 5, 12, 0, 1) / 1000, 0, 'Jan  5 12:00:01'],
    ['<34>Jan  5 12:00:01 host su', 'syslog', Date.UTC(2001, 0, 5, 12, 0, 1) / 1000, 0, 'Jan  5 12:00:01'],
    ['[Fri Jan 05 12:00:01.5 2024] [core]', 'date and year in words', FIFTH, 500_000_000, 'Fri Jan 05 12:00:01.5 2024'],
    ['10.0.0.1 - - [05/Jan/2024:13:00:01 +0100] "GET /"', 'common log format', FIFTH, 0, '05/Jan/2024:13:00:01 +0100'],
    ['[   12.000345] usb 1-1', 'seconds since start', 12, 345_000, '12.000345'],
    ['1704456001.25\tC1\t10.0.0.1', 'seconds since 1970', FIFTH, 250_000_000, '1704456001.25'],
    ['1704456001250 up', 'milliseconds since 1970', FIFTH, 250_000_000, '1704456001250'],
    ['12:00:01.000001 IP 10.0.0.1', 'time of day', 43_201, 1000, '12:00:01.000001'],
  ])('%s', (line, name, seconds, nanoseconds, text) => {
    const format = formatOf(line);
    expect(format?.name).toBe(name);
    expect(format && readStamp(format, line)).toEqual({ seconds, nanoseconds, text });
  });

  it.each([
    '',
    'up',
    '2024-13-05T12:00:01Z',
    '2024-01-05T25:00:01Z',
    'x 2024-01-05T12:00:01Z',
    '12:61:00',
    '17044560012',
  ])('are not in “%s”', (line) => expect(formatOf(line)).toBeUndefined());

  it('go on where a year or a day turns, and may go back a little', () => {
    const of = (name: string, lines: readonly string[]): number[] => {
      const format = STAMP_FORMATS.find((each) => each.name === name);
      if (format === undefined) throw new Error(name);
      const clock = new StampClock(format);
      const seconds = lines.map((line) => clock.read(line)?.seconds ?? Number.NaN);
      return seconds.map((second) => second - seconds[0]);
    };
    expect(of('syslog', ['Dec 31 23:59:59 a', 'Jan  1 00:00:01 b', 'Dec 31 23:59:58 c'])).toEqual([0, 2, 31_535_999]);
    expect(of('time of day', ['23:59:59 a', '23:59:58 b', '00:00:01 c'])).toEqual([0, -1, 2]);
  });

  it('are read back, whatever they are', () => {
    const times = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.string(), (time, rest) => {
        const line = `${time.toISOString()} ${rest}`;
        const format = formatOf(line);
        const stamp = format && readStamp(format, line);
        expect(format?.name).toBe('ISO 8601');
        expect(Math.round((stamp?.seconds ?? 0) * 1000 + (stamp?.nanoseconds ?? 0) / 1e6)).toBe(time.getTime());
      }),
    );
  });

  it('are whole numbers or none, of any line', () => {
    const shapes = fc.stringMatching(/^[[<"]?[0-9JFM:/ .,T+-]{0,40}[\]Z]?.{0,10}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), shapes), (line) => {
        for (const format of STAMP_FORMATS) {
          const stamp = readStamp(format, line);
          if (stamp === undefined) continue;
          expect(Number.isSafeInteger(stamp.seconds)).toBe(true);
          expect(stamp.nanoseconds).toBeGreaterThanOrEqual(0);
          expect(stamp.nanoseconds).toBeLessThan(1e9);
          expect(line).toContain(stamp.text);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
