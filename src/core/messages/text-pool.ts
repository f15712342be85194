/** Characters of one text that are kept. */
const MOST_TEXT = 1024;
/** Characters that are kept in all: with their places in memory some hundred megabytes. */
const MOST_TEXTS = 64 * 1024 * 1024;
/** What a text takes beside its characters, in characters. */
const BESIDE = 32;

/** Texts, each kept once, by number. */
export class TextPool {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private size = 0;

  constructor(private readonly most = MOST_TEXTS) {}

  /** No more texts are to be added. */
  get isFull(): boolean {
    return this.size >= this.most;
  }

  /** How many there are. */
  get length(): number {
    return this.texts.length;
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }

  /** The number of a text, of which no more than a thousand characters are kept. */
  number(text: string): number {
    const kept = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
    const known = this.numbers.get(kept);
    if (known !== undefined) return known;
    const number = this.texts.length;
    this.texts.push(kept);
    this.numbers.set(kept, number);
    this.size += kept.length + BESIDE;
    return number;
  }
}
