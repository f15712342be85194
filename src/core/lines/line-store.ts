import { nextCapacity, grown } from '../../base/growable.ts';
import { latin1, utf8 } from '../../base/text.ts';
import { LINE_BYTES } from '../model/line-event.ts';
import { MOST_LINES, type LogTimes } from '../model/log.ts';
import { formatOf, readStamp, StampClock, STAMP_ROOM, type Stamp, type StampFormat } from './stamps.ts';

const LF = 0x0a;
const CR = 0x0d;
/** A log whose first lines have no time has none. */
const LINES_TRIED = 1000;
const NS = 1_000_000_000;

/** Called now and then while lines are looked at. */
export type Pause = () => Promise<void>;
const LINES_AT_ONCE = 20_000;

/** The lines of a log: where each lies in its text, and the time of each. */
export class LineStore {
  /** Clock of each line, ns: since the first time; in a log without times the number of the line, as seconds. */
  timeNs = new Float64Array(0);
  /** Undefined: no line begins with a time. */
  times: LogTimes | undefined;
  /** Lines that events do not have whole. */
  longLines = 0;
  private format: StampFormat | undefined;

  private constructor(
    private readonly bytes: Uint8Array,
    /** Where each line begins, and where the last one ends. */
    private readonly starts: Uint32Array,
    /** True if there are more lines than are kept. */
    readonly isCutOff: boolean,
  ) {}

  /** Cuts a text in UTF-8 into lines and reads their times. */
  static async of(bytes: Uint8Array, pause: Pause = () => Promise.resolve(), most = MOST_LINES): Promise<LineStore> {
    let starts = new Uint32Array(1024);
    let length = 0;
    let at = 0;
    while (at < bytes.length && length < most) {
      if (length + 2 > starts.length) starts = grown(starts, nextCapacity(starts.length, 1024));
      starts[length++] = at;
      const end = bytes.indexOf(LF, at);
      at = end < 0 ? bytes.length : end + 1;
      if (length % LINES_AT_ONCE === 0) await pause();
    }
    starts[length] = at;
    const store = new LineStore(bytes, starts.subarray(0, length + 1), at < bytes.length);
    await store.readTimes(pause);
    return store;
  }

  /** How many lines there are. */
  get length(): number {
    return this.starts.length - 1;
  }

  /** A line without its end, as much as an event has of it. */
  text(line: number): string {
    const start = this.starts[line];
    return utf8(this.bytes, start, Math.min(this.end(line), start + LINE_BYTES));
  }

  /** The time at the start of a line, as it is written. */
  stamp(line: number): string | undefined {
    return this.format && readStamp(this.format, this.beginning(line))?.text;
  }

  private end(line: number): number {
    let end = this.starts[line + 1];
    if (this.bytes[end - 1] === LF) end--;
    if (end > this.starts[line] && this.bytes[end - 1] === CR) end--;
    return end;
  }

  private beginning(line: number): string {
    const start = this.starts[line];
    return latin1(this.bytes, start, Math.min(this.end(line), start + STAMP_ROOM));
  }

  private async readTimes(pause: Pause): Promise<void> {
    const { length } = this;
    this.timeNs = new Float64Array(length);
    for (let line = 0; line < Math.min(length, LINES_TRIED) && this.format === undefined; line++)
      this.format = formatOf(this.beginning(line));
    const reader = this.format && new TimeReader(this.format);
    for (let line = 0; line < length; line++) {
      if (this.end(line) - this.starts[line] > LINE_BYTES) this.longLines++;
      this.timeNs[line] = reader === undefined ? (line + 1) * NS : reader.next(this.beginning(line));
      if (line % LINES_AT_ONCE === 0) await pause();
    }
    this.times = reader?.times();
  }
}

/** Goes through the lines of a log and knows the time of each. */
class TimeReader {
  private readonly clock: StampClock;
  private first: Stamp | undefined;
  private lastNs = 0;
  private greatestNs = 0;
  private lines = 0;
  private backwards = 0;

  constructor(private readonly format: StampFormat) {
    this.clock = new StampClock(format);
  }

  /** Time of the next line since the first one, ns: that of the line before if it has none. */
  next(line: string): number {
    const stamp = this.clock.read(line);
    if (stamp === undefined) return this.lastNs;
    this.first ??= stamp;
    this.lines++;
    this.lastNs = (stamp.seconds - this.first.seconds) * NS + (stamp.nanoseconds - this.first.nanoseconds);
    if (this.lastNs < this.greatestNs) this.backwards++;
    this.greatestNs = Math.max(this.greatestNs, this.lastNs);
    return this.lastNs;
  }

  times(): LogTimes | undefined {
    const { format, first, lines, backwards } = this;
    if (first === undefined) return undefined;
    const epochNs = BigInt(first.seconds) * BigInt(NS) + BigInt(first.nanoseconds);
    const isKnown = format.scale === 'utc';
    return { format: format.name, scale: format.scale, epochNs: isKnown ? epochNs : undefined, lines, backwards };
  }
}
