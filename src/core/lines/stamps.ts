import type { StampScale } from '../model/log.ts';

/** A time as it stands in a line: seconds on the scale of its format, nanoseconds within. */
export interface Stamp {
  readonly seconds: number;
  readonly nanoseconds: number;
  /** As it is written. */
  readonly text: string;
}

/** A way in which logs write times at the start of lines. */
export interface StampFormat {
  readonly name: string;
  readonly scale: StampScale;
  /** Group `stamp` is the whole time; the others are its parts. */
  readonly pattern: RegExp;
}

/** No stamp is looked for behind so many characters. */
export const STAMP_ROOM = 256;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const CLOCK = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})`;
const FRACTION = String.raw`(?:[.,](?<fraction>\d{1,9}))?`;
const ZONE = String.raw`(?<zone>Z|[+-]\d{2}:?\d{2})`;
/** Priority, and version, in front of messages of syslog (RFC 3164, section 4.1.1; RFC 5424, section 6.2). */
const PRIORITY = String.raw`(?:<\d{1,3}>(?:\d{1,2} )?)?`;

/** Years are not said: one that has no 29th of February. */
const SOME_YEAR = 2001;
const DAY = 86_400;
/** How far a time may go back before it is of the next year, or of the next day. */
const TURNS: Readonly<Record<StampScale, readonly [back: number, on: number] | undefined>> = {
  utc: undefined,
  boot: undefined,
  year: [182 * DAY, 365 * DAY],
  day: [DAY / 2, DAY],
};

function format(name: string, scale: StampScale, pattern: string): StampFormat {
  return { name, scale, pattern: new RegExp(`^${pattern}`) };
}

/** The formats that are looked for, the more telling ones first. */
export const STAMP_FORMATS: readonly StampFormat[] = [
  // RFC 3339, and what logs make of it: a blank for the T, a comma before the fraction, slashes.
  format(
    'ISO 8601',
    'utc',
    String.raw`${PRIORITY}[["'(]?(?<stamp>(?<year>\d{4})[-/](?<month>\d{2})[-/](?<day>\d{2})[T _]${CLOCK}${FRACTION} ?${ZONE}?)(?!\d)`,
  ),
  format(
    'date and year in words',
    'utc',
    String.raw`\[?(?<stamp>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? ${MONTH} {1,2}(?<day>\d{1,2}) ${CLOCK}${FRACTION} (?<year>\d{4}))(?!\d)`,
  ),
  // RFC 3164, section 4.1.2.
  format('syslog', 'year', String.raw`${PRIORITY}(?<stamp>${MONTH} {1,2}(?<day>\d{1,2}) ${CLOCK}${FRACTION})(?!\d)`),
  // The access logs of web servers; the time stands behind the client.
  format(
    'common log format',
    'utc',
    String.raw`[^[]{0,200}\[(?<stamp>(?<day>\d{2})\/${MONTH}\/(?<year>\d{4}):${CLOCK} ${ZONE})\]`,
  ),
  format(
    'seconds since start',
    'boot',
    String.raw`${PRIORITY}\[ *(?<stamp>(?<seconds>\d{1,9})\.(?<fraction>\d{3,9}))\]`,
  ),
  format(
    'seconds since 1970',
    'utc',
    String.raw`["[]?(?<stamp>(?<seconds>1\d{9})(?:\.(?<fraction>\d{1,9}))?)(?![\d.])`,
  ),
  format('milliseconds since 1970', 'utc', String.raw`["[]?(?<stamp>(?<seconds>1\d{9})(?<fraction>\d{3}))(?!\d)`),
  format('time of day', 'day', String.raw`\[?(?<stamp>${CLOCK}${FRACTION})(?!\d)`),
];

/** The first format that a line begins with; undefined: none. */
export function formatOf(line: string): StampFormat | undefined {
  return STAMP_FORMATS.find((each) => readStamp(each, line) !== undefined);
}

/** The time at the start of a line, on the scale of its format; undefined if there is none. */
export function readStamp({ pattern }: StampFormat, line: string): Stamp | undefined {
  const parts = pattern.exec(line)?.groups;
  if (parts === undefined) return undefined;
  const seconds = secondsOf(parts);
  if (seconds === undefined) return undefined;
  const nanoseconds = Number((parts['fraction'] ?? '').padEnd(9, '0'));
  return { seconds, nanoseconds, text: (parts['stamp'] ?? '').trimEnd() };
}

/** Seconds of all parts but the fraction; undefined if no calendar has them. */
function secondsOf(parts: Readonly<Record<string, string | undefined>>): number | undefined {
  if (parts['seconds'] !== undefined) return Number(parts['seconds']);
  const number = (name: string, without: number): number => (parts[name] === undefined ? without : Number(parts[name]));
  const [hour, minute, second] = [number('hour', 0), number('minute', 0), number('second', 0)];
  const clock = hour * 3600 + minute * 60 + second;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  if (parts['day'] === undefined) return clock;
  const word = MONTHS.indexOf(parts['month'] ?? '');
  const month = word < 0 ? number('month', 0) - 1 : word;
  const date = Date.UTC(number('year', SOME_YEAR), month, number('day', 0)) / 1000;
  const isDate = month >= 0 && month < 12 && number('day', 0) >= 1 && number('day', 0) <= 31;
  return isDate ? date + clock - zoneSeconds(parts['zone']) : undefined;
}

/** Seconds east of UTC; times without a zone are taken for UTC. */
function zoneSeconds(zone = 'Z'): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/** Reads the times of a log, line by line, in one format; a year or a day that turns is counted on. */
export class StampClock {
  private turned = 0;
  private last = -Infinity;

  constructor(private readonly format: StampFormat) {}

  /** The time at the start of a line; undefined if it has none. */
  read(line: string): Stamp | undefined {
    const stamp = readStamp(this.format, line);
    if (stamp === undefined) return undefined;
    const [back = Infinity, on = 0] = TURNS[this.format.scale] ?? [];
    if (stamp.seconds + this.turned < this.last - back) this.turned += on;
    this.last = stamp.seconds + this.turned;
    return { ...stamp, seconds: this.last };
  }
}
