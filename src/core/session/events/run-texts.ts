import type { DictionaryColumn } from '../../model/column.ts';
import { macText } from '../../../base/addresses.ts';

/** The texts of one run, numbered as they come: a batch brings those that no batch before it had. */
export class RunTexts {
  private readonly byText = new Map<string, number>();
  private readonly byMac = new Map<number, number>();
  private readonly byCode = new Map<DictionaryColumn, number[]>();
  private fresh: string[] = [];
  private length = 0;

  /** The texts since this was asked last. */
  takeNew(): readonly string[] {
    const { fresh } = this;
    this.fresh = [];
    return fresh;
  }

  /** A new number, whether or not the text has one: for who knows that it comes once. */
  add(text: string): number {
    this.fresh.push(text);
    return this.length++;
  }

  number(text: string): number {
    let known = this.byText.get(text);
    if (known === undefined) this.byText.set(text, (known = this.add(text)));
    return known;
  }

  /** Of a MAC address whose six bytes are one number; NaN of NaN. */
  mac(address: number): number {
    if (Number.isNaN(address)) return address;
    let known = this.byMac.get(address);
    if (known === undefined) {
      const bytes = [40, 32, 24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) & 255);
      this.byMac.set(address, (known = this.add(macText(bytes))));
    }
    return known;
  }

  /** Of a row of a column; NaN without a text. */
  ofRow(column: DictionaryColumn, row: number): number {
    const code = column.code(row);
    if (code < 0) return Number.NaN;
    let codes = this.byCode.get(column);
    if (codes === undefined) this.byCode.set(column, (codes = []));
    return (codes[code] ??= this.number(column.text(code)));
  }
}
