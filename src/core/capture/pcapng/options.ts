import { utf8 } from '../../../base/text.ts';

/** Where the value of an option lies in its block. */
interface Option {
  readonly start: number;
  readonly length: number;
}

/** Codes that all blocks share (draft-ietf-opsawg-pcapng, section 3.5). */
const END = 0;
const COMMENT = 1;
/** Codes of if_tsresol and if_tsoffset (section 4.2). */
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** Comments that are kept of one block, and characters of them. */
const MOST_COMMENTS = 1000;
const MOST_COMMENT_TEXT = 262_144;

/** The comments of a block: those that are kept, and how many there are. */
export interface Comments {
  readonly texts: readonly string[];
  readonly total: number;
}

const NO_COMMENTS: Comments = { texts: [], total: 0 };

/** The options of one block by code, read as what they are. Nothing is kept of them: a block may have millions. */
export class OptionList {
  /** A list that lies about its lengths ends there. */
  constructor(
    private readonly view: DataView,
    private readonly from: number,
    private readonly to: number,
    private readonly little: boolean,
  ) {}

  /** The first option of this code as text; undefined without it, or if it is empty. */
  text(code: number): string | undefined {
    const option = this.find(code);
    const text = option === undefined ? '' : this.textOf(option);
    return text === '' ? undefined : text;
  }

  /** As many as are kept of one block. */
  comments(): Comments {
    const texts: string[] = [];
    let total = 0;
    let left = MOST_COMMENT_TEXT;
    for (let at = this.next(this.from, COMMENT); at >= 0; at = this.next(this.behind(at), COMMENT)) {
      total++;
      if (texts.length >= MOST_COMMENTS || left < 0) continue;
      const text = this.textOf(this.optionAt(at));
      left -= text.length;
      if (left >= 0) texts.push(text);
    }
    return total === 0 ? NO_COMMENTS : { texts, total };
  }

  byte(code: number): number | undefined {
    const option = this.find(code, 1);
    return option && this.view.getUint8(option.start);
  }

  uint32(code: number): number | undefined {
    const option = this.find(code, 4);
    return option && this.view.getUint32(option.start, this.little);
  }

  /** A 64-bit counter; a double is exact beyond any that is met. */
  uint64(code: number): number | undefined {
    const option = this.find(code, 8);
    return option && Number(this.view.getBigUint64(option.start, this.little));
  }

  int64(code: number): bigint | undefined {
    const option = this.find(code, 8);
    return option && this.view.getBigInt64(option.start, this.little);
  }

  /** Upper and lower half of a time stamp, upper half first in either byte order. */
  time(code: number): readonly [high: number, low: number] | undefined {
    const option = this.find(code, 8);
    if (option === undefined) return undefined;
    return [this.view.getUint32(option.start, this.little), this.view.getUint32(option.start + 4, this.little)];
  }

  /** The value's bytes; undefined without the option, or if it is shorter than `least`. */
  bytes(code: number, least: number): Uint8Array | undefined {
    const option = this.find(code, least);
    return option && bytesAt(this.view, option.start, option.length);
  }

  private find(code: number, least = 0): Option | undefined {
    for (let at = this.next(this.from, code); at >= 0; at = this.next(this.behind(at), code)) {
      const option = this.optionAt(at);
      if (option.length >= least) return option;
    }
    return undefined;
  }

  /** Where the next option of a code stands, from the option at `from` on; -1 if there is none. */
  private next(from: number, code: number): number {
    for (let at = from; at + 4 <= this.to; at = this.behind(at)) {
      const found = this.view.getUint16(at, this.little);
      if (found === END || at + 4 + this.view.getUint16(at + 2, this.little) > this.to) return -1;
      if (found === code) return at;
    }
    return -1;
  }

  private behind(at: number): number {
    return at + 4 + Math.ceil(this.view.getUint16(at + 2, this.little) / 4) * 4;
  }

  private optionAt(at: number): Option {
    return { start: at + 4, length: this.view.getUint16(at + 2, this.little) };
  }

  private textOf({ start, length }: Option): string {
    return utf8(bytesAt(this.view, start, length));
  }
}

/** The if_tsresol byte as it stands; 6 (microseconds) without the option. */
export function resolutionOf(options: OptionList): number {
  return options.byte(IF_TSRESOL) ?? 6;
}

/** Seconds to add to every time stamp (if_tsoffset). */
export function offsetOf(options: OptionList): bigint {
  return options.int64(IF_TSOFFSET) ?? 0n;
}

/** Bytes of a view. */
export function bytesAt(view: DataView, start: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, length);
}
