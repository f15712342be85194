import { utf8 } from '../../../base/text.ts';

/** One option of a block: its code, and where its value lies. */
export interface Option {
  readonly code: number;
  readonly start: number;
  readonly length: number;
}

/** Codes that all blocks share (draft-ietf-opsawg-pcapng, section 3.5). */
const END = 0;
const COMMENT = 1;
/** Codes of if_tsresol and if_tsoffset (section 4.2). */
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** The options from `from` to `to` of a block; a list that lies about its lengths ends there. */
export function* readOptions(view: DataView, from: number, to: number, little: boolean): Generator<Option> {
  for (let at = from; at + 4 <= to;) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    const start = at + 4;
    if (code === END || start + length > to) return;
    yield { code, start, length };
    at = start + Math.ceil(length / 4) * 4;
  }
}

/** The options of one block by code, read as what they are. */
export class OptionList {
  private readonly options: readonly Option[];

  constructor(
    private readonly view: DataView,
    from: number,
    to: number,
    private readonly little: boolean,
  ) {
    this.options = [...readOptions(view, from, to, little)];
  }

  /** The first option of this code as text; undefined without it, or if it is empty. */
  text(code: number): string | undefined {
    const option = this.find(code);
    const text = option === undefined ? '' : this.textOf(option);
    return text === '' ? undefined : text;
  }

  comments(): readonly string[] {
    return this.options.filter(({ code }) => code === COMMENT).map((option) => this.textOf(option));
  }

  byte(code: number): number | undefined {
    const option = this.find(code, 1);
    return option && this.view.getUint8(option.start);
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
    return this.options.find((option) => option.code === code && option.length >= least);
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
