import type { Opened, Protection } from './protection.ts';
import { LEAST_RECORD, type TlsRecord } from './record-reader.ts';

/** Numbers beyond the expected one that are tried for a record, without a gap and with one. */
const MOST_AHEAD = 8;
const MOST_BEHIND_GAP = 1024;
/** Bytes that are tried in vain before only the expected number is: keys that fit nothing must not cost for ever. */
const MOST_IN_VAIN = 32 * 1024 * 1024;

/** A record that was opened, and how many before it are missing. */
export interface OpenedRecord extends Opened {
  readonly lost: number;
}

/**
 * Opens the records of one direction. Its keys change by stages, in each of which records are numbered from 0. A record that does not
 * open is tried with the next numbers, and as one of the next stages, since records before it may be missing.
 */
export class RecordOpener {
  stage = 0;
  private sequence = 0;
  /** Records since the last one that was opened. */
  private closed = 0;
  private inVain = 0;

  /**
   * @param keysOf keys of a stage; undefined if they are not known
   * @param ahead stages behind the one in force that a record may belong to
   */
  constructor(
    private readonly keysOf: (stage: number) => Protection | undefined,
    private readonly ahead: number,
  ) {}

  /** Goes on to a later stage. */
  moveTo(stage: number): void {
    if (stage <= this.stage) return;
    this.stage = stage;
    this.sequence = 0;
    this.closed = 0;
  }

  /** True if the keys of the stage in force are known. */
  get hasKeys(): boolean {
    return this.keysOf(this.stage) !== undefined;
  }

  /** @param missed bytes that went by without a record before this one */
  open(record: TlsRecord, missed: number): OpenedRecord | undefined {
    const behindGap = Math.min(MOST_BEHIND_GAP, Math.ceil(missed / LEAST_RECORD));
    const numbers = 1 + MOST_AHEAD + this.closed + behindGap;
    for (let number = 0; number < numbers; number++) {
      for (let stage = this.stage; stage <= this.stage + this.ahead; stage++) {
        const opened = this.tryAs(record, stage, number);
        if (opened !== undefined) return opened;
      }
      if (this.inVain > MOST_IN_VAIN) break;
    }
    this.closed++;
    this.keysOf(this.stage)?.passed?.(record);
    return undefined;
  }

  private tryAs(record: TlsRecord, stage: number, number: number): OpenedRecord | undefined {
    const keys = this.keysOf(stage);
    const isSame = stage === this.stage;
    const sequence = isSame ? this.sequence + number : number;
    const opened = keys?.open(record, sequence);
    if (opened === undefined) {
      if (keys !== undefined) this.inVain += record.fragment.length;
      return undefined;
    }
    const lost = isSame ? Math.max(0, number - this.closed) : number;
    this.moveTo(stage);
    this.sequence = sequence + 1;
    this.closed = 0;
    keys?.passed?.(record);
    return { ...opened, lost };
  }
}
