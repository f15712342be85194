/** Bytes of a text besides its characters: its entries in the list and the map. */
const ENTRY = 64;

/** The distinct texts of a column, each once: code 0 is the empty one. */
export class Texts {
  /** About how many bytes they take. */
  byteLength = 0;
  private readonly texts: string[] = [''];
  private readonly codes = new Map<string, number>([['', 0]]);

  get size(): number {
    return this.texts.length;
  }

  code(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.byteLength += ENTRY + text.length * 2;
    this.codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }
}
