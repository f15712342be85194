/** The distinct texts of a column, each once: code 0 is the empty one. */
export class Texts {
  private readonly texts: string[] = [''];
  private readonly codes = new Map<string, number>([['', 0]]);

  get size(): number {
    return this.texts.length;
  }

  code(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }
}
