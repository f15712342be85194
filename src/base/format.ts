/** Numbers as text for people. Pure: no locale but the one chosen here, so that pictures and tests agree everywhere. */

import { beyondCalendarText, calendarDate } from './calendar.ts';

const THIN_SPACE = '\u2009';
const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

const NS_PER_SECOND = 1_000_000_000;
const NS_PER_MS = 1_000_000;
/** Beyond, doubles are microseconds and more apart: no fraction of a second is shown that may be rounding. */
const LARGEST_FINE_NS = 2 ** 62;

/** How a time is written: seconds since the first packet or since the row above, or date and time. */
export type TimeFormat = 'relative' | 'delta' | 'utc' | 'local';

/** 1234567 -> "1 234 567" with thin spaces; a fraction is rounded away. */
export function formatCount(count: number): string {
  const digits = Math.abs(Math.round(count)).toString();
  const grouped = digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return count < 0 && digits !== '0' ? MINUS + grouped : grouped;
}

/** "1 packet", "2 packets": a count with its noun, plural by -s unless given. */
export function formatCountOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units with three significant digits: 999 B, 1.23 kB, 45.6 MB. */
export function formatBytes(bytes: number): string {
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 ? Math.round(value).toString() : threeDigits(value);
  return `${bytes < 0 ? MINUS : ''}${text}${NO_BREAK_SPACE}${BYTE_UNITS[unit] ?? ''}`;
}

/** Three significant digits without trailing zeros after the point: 1.5, 45.6, 999. */
function threeDigits(value: number): string {
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return trimZeros(value.toFixed(digits));
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A duration in the unit that suits it: 350 ns, 1.5 µs, 12.3 ms, 4.2 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function formatDurationNs(ns: number): string {
  const size = Math.abs(ns);
  const sign = ns < 0 ? MINUS : '';
  return sign + (size < 59_950_000_000 ? shortDuration(size) : longDuration(Math.round(size / NS_PER_SECOND)));
}

function shortDuration(ns: number): string {
  if (ns === 0) return withUnit('0', 's');
  if (ns < 999.5) return withUnit(threeDigits(ns), 'ns');
  if (ns < 999_500) return withUnit(threeDigits(ns / 1000), 'µs');
  if (ns < 999_500_000) return withUnit(threeDigits(ns / NS_PER_MS), 'ms');
  return withUnit(threeDigits(ns / NS_PER_SECOND), 's');
}

function longDuration(seconds: number): string {
  if (seconds < 3600) return twoUnits(seconds, 60, 'min', 1, 's');
  if (seconds < 86_400) return twoUnits(seconds, 3600, 'h', 60, 'min');
  return twoUnits(seconds, 86_400, 'd', 3600, 'h');
}

function twoUnits(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const whole = Math.floor(seconds / large);
  const rest = Math.floor((seconds % large) / small);
  return rest === 0
    ? withUnit(whole.toString(), largeUnit)
    : `${withUnit(whole.toString(), largeUnit)} ${withUnit(rest.toString(), smallUnit)}`;
}

function withUnit(text: string, unit: string): string {
  return text + NO_BREAK_SPACE + unit;
}

/**
 * A capture time. `ns` counts from the first packet, whose absolute time is `epochNs`; for "delta" it is the gap itself.
 * Relative times and gaps are seconds; "utc" and "local" are date and time. `digits` of the second: 6 or 9, as the
 * capture has; times so far from the first packet that a double rounds them have no more than it holds. Absolute styles
 * fall back to relative without an epoch, and to a number where no calendar holds the time.
 */
export function formatTime(ns: number, epochNs: bigint | undefined, style: TimeFormat, digits: 3 | 6 | 9 = 6): string {
  if (style === 'relative' || style === 'delta' || epochNs === undefined) return formatSeconds(ns, digits);
  const absolute = epochNs + BigInt(Math.round(ns));
  if (calendarDate(absolute) !== undefined) return formatEpoch(absolute, style, digits);
  const step = Math.abs(ns) > LARGEST_FINE_NS ? BigInt(NS_PER_SECOND) : 10n ** BigInt(9 - digits);
  return beyondCalendarText(absolute - (absolute % step));
}

/** Seconds with a fixed number of digits, cut (not rounded) as the packet tools do: 12.000345; after 146 years whole ones. */
export function formatSeconds(ns: number, digits: 3 | 6 | 9 = 6): string {
  const size = Math.abs(Math.round(ns));
  const seconds = Math.floor(size / NS_PER_SECOND);
  if (size > LARGEST_FINE_NS) return `${ns < 0 ? MINUS : ''}${seconds}`;
  const fraction = fractionText(size % NS_PER_SECOND, digits);
  return `${ns < 0 && size !== 0 ? MINUS : ''}${seconds}.${fraction}`;
}

/** Milliseconds as nanoseconds; exact for the digits of a text, and for those that a number is written with. */
export function nanosecondsOfMs(ms: number | string): bigint {
  const text = typeof ms === 'number' ? decimalText(ms) : ms;
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
  const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
  return sign === '-' ? -size : size;
}

/** A number's digits; those of very large and very small ones, too, are not written with an exponent. */
function decimalText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) < 1 ? value.toFixed(6) : BigInt(Math.trunc(value)).toString();
}

/**
 * Nanoseconds since 1970 as "2026-11-20 13:45:01.123456" in UTC or in the machine's own zone; beyond the calendar as
 * `beyondCalendarText` has it.
 */
export function formatEpoch(epochNs: bigint, zone: 'utc' | 'local', digits: 0 | 3 | 6 | 9 = 6): string {
  const date = calendarDate(epochNs);
  if (date === undefined) return beyondCalendarText(epochNs);
  let rest = epochNs % 1_000_000_000n;
  if (rest < 0n) rest += 1_000_000_000n;
  const text = zone === 'utc' ? utcText(date) : localText(date);
  return digits === 0 ? text : `${text}.${fractionText(Number(rest), digits)}`;
}

function fractionText(ns: number, digits: number): string {
  return ns.toString().padStart(9, '0').slice(0, digits);
}

function utcText(date: Date): string {
  // Years beyond 9999 and before 0 have six digits and a sign.
  return date.toISOString().replace('T', ' ').replace(/\..*/, '');
}

function localText(date: Date): string {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}

/** A share of a whole as "12 %", "0.3 %", "<0.1 %"; empty if the whole is 0. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '';
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return `<0.1${NO_BREAK_SPACE}%`;
  return `${percent >= 9.95 || percent === 0 ? Math.round(percent) : trimZeros(percent.toFixed(1))}${NO_BREAK_SPACE}%`;
}

/** Address and port, IPv6 in brackets: "10.0.0.1:80", "[2001:db8::1]:80". A negative port stands for none. */
export function formatEndpoint(address: string, port: number): string {
  if (port < 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
