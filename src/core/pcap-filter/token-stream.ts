import { readTokens, type Token } from './lexer.ts';
import { FilterError } from './syntax.ts';
import { isRefused } from './words.ts';

/** Words and signs that are believed: chains become as deep as they are long. */
const MOST_TOKENS = 4096;

/** The tokens of a filter with a place in them. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private readonly text: string;
  private place = 0;

  /** Throws FilterError. */
  constructor(text: string) {
    this.text = text;
    this.tokens = readTokens(text);
    if (this.tokens.length > MOST_TOKENS) throw new FilterError('the filter is too long', this.tokens[MOST_TOKENS].at);
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.place + ahead, this.tokens.length - 1)];
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.place++;
    return token;
  }

  /** True if a keyword or sign stands there. */
  sees(text: string, ahead = 0): boolean {
    const { kind, text: found } = this.peek(ahead);
    return (kind === 'word' || kind === 'sign') && found === text;
  }

  /** Takes a keyword or sign if it stands there. */
  takes(text: string): boolean {
    const found = this.sees(text);
    if (found) this.place++;
    return found;
  }

  /** The text from a character to the last token taken, as it was written, spaces made one. */
  textSince(at: number): string {
    const end = this.peek().at;
    return this.text.slice(at, end).trim().replace(/\s+/g, ' ');
  }

  /** Takes a keyword or sign, or throws. */
  expect(text: string): void {
    if (!this.takes(text)) this.unexpected(`“${text}”`);
  }

  /** Takes a number, or throws. */
  number(): number {
    if (this.peek().kind !== 'number') this.unexpected('a number');
    return this.next().number;
  }

  /** Throws: something else was to come here. */
  unexpected(wanted: string): never {
    const { kind, text, at } = this.peek();
    if (kind === 'word' && text === 'gateway')
      throw new FilterError('“gateway” needs the addresses of a host’s name, and names are not looked up', at);
    if (kind === 'word' && isRefused(text))
      throw new FilterError(`“${text}” belongs to ATM or SS7 captures, which cannot be filtered`, at);
    const escape = kind === 'word' ? `; the name of a protocol is written \\${text} here` : '';
    const found = kind === 'end' ? 'the end' : `“${text}”`;
    throw new FilterError(`${wanted} was expected, not ${found}${wanted === 'a value' ? escape : ''}`, at);
  }
}
