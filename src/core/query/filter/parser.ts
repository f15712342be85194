import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import { readTokens } from './lexer.ts';
import type { FilterNode, Operator, Token, Word } from './syntax.ts';

/** Brackets and nots within each other; a guard for the call stack, far above what people write. */
const DEEPEST = 200;

/**
 * Reads a filter text into a tree. Grammar, loosest first:
 * or := and ("or" and)* · and := unary (["and"] unary)* · unary := "not" unary | "(" or ")" | term ·
 * term := "pcap" quoted | word [operator value] · value := word | "case" quoted | "{" word ("," word)* "}"
 */
export function parseFilter(text: string): Reply<FilterNode> {
  const tokens = readTokens(text);
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 1) return answered({ type: 'all' });
  return new Parser(tokens.value).parse();
}

/** The word before a filter of the other language. */
function isPcap({ text, quoted }: Word): boolean {
  return !quoted && text.toLowerCase() === 'pcap';
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  parse(): Reply<FilterNode> {
    const node = this.or();
    if (!node.ok || this.next.type === 'end') return node;
    return this.unexpected('the end, “and” or “or”');
  }

  private get next(): Token {
    return this.tokens[this.at];
  }

  private take(type: Token['type']): boolean {
    if (this.next.type !== type) return false;
    this.at++;
    return true;
  }

  private unexpected<T>(wanted: string): Reply<T> {
    const { text, offset, type } = this.next;
    return badQuestion(
      type === 'end' ? `Something is missing at the end: ${wanted}.` : `“${text}” stands where ${wanted} should be.`,
      offset,
    );
  }

  private or(): Reply<FilterNode> {
    const parts: FilterNode[] = [];
    do {
      const part = this.and();
      if (!part.ok) return part;
      parts.push(part.value);
    } while (this.take('or'));
    return answered(parts.length === 1 ? parts[0] : { type: 'or', parts });
  }

  private and(): Reply<FilterNode> {
    const parts: FilterNode[] = [];
    do {
      const part = this.unary();
      if (!part.ok) return part;
      parts.push(part.value);
    } while (this.take('and') || this.beginsTerm());
    return answered(parts.length === 1 ? parts[0] : { type: 'and', parts });
  }

  /** Terms side by side are joined by "and". */
  private beginsTerm(): boolean {
    return this.next.type === 'word' || this.next.type === 'not' || this.next.type === '(';
  }

  private unary(): Reply<FilterNode> {
    if (this.next.type !== 'not' && this.next.type !== '(') return this.term();
    if (++this.depth > DEEPEST)
      return badQuestion(`More than ${DEEPEST} brackets within each other.`, this.next.offset);
    const node = this.take('not') ? this.negation() : this.bracket();
    this.depth--;
    return node;
  }

  private negation(): Reply<FilterNode> {
    const part = this.unary();
    return part.ok ? answered({ type: 'not', part: part.value }) : part;
  }

  private bracket(): Reply<FilterNode> {
    const { offset } = this.next;
    this.at++;
    const inside = this.or();
    if (!inside.ok || this.take(')')) return inside;
    return this.next.type === 'end' ? badQuestion('This bracket is not closed.', offset) : this.unexpected('“)”');
  }

  private term(): Reply<FilterNode> {
    const token = this.next;
    if (token.type !== 'word') return this.unexpected('a field, a word or a bracket');
    this.at++;
    const after = this.next;
    if (after.type === 'word' && after.quoted && isPcap(token)) {
      this.at++;
      return answered({ type: 'pcap', expression: after });
    }
    if (after.type !== 'operator') return answered({ type: 'search', word: token });
    if (token.quoted)
      return badQuestion('A quoted text cannot be a field; write the field without quotes.', token.offset);
    this.at++;
    return this.comparison(token, after.operator);
  }

  private comparison(field: Word, operator: Operator): Reply<FilterNode> {
    if (operator === 'in') return this.list(field);
    const value = this.next;
    if (value.type !== 'word') return this.unexpected(`a value after “${this.tokens[this.at - 1].text}”`);
    this.at++;
    if (!this.isCase(operator, value)) return answered({ type: 'compare', field, operator, values: [value] });
    const text = this.next as Token & { readonly type: 'word' };
    this.at++;
    return answered({ type: 'compare', field, operator, values: [text], exact: true });
  }

  /** The word before a quoted text that is meant letter by letter. */
  private isCase(operator: Operator, { text, quoted }: Word): boolean {
    const isWord = !quoted && text.toLowerCase() === 'case' && (operator === 'contains' || operator === '~');
    return isWord && this.next.type === 'word' && this.next.quoted;
  }

  private list(field: Word): Reply<FilterNode> {
    if (!this.take('{')) return this.unexpected('“{”, as in “port in {80, 443}”,');
    const values: Word[] = [];
    do {
      const value = this.next;
      if (value.type !== 'word') return this.unexpected('a value');
      values.push(value);
      this.at++;
    } while (this.take(','));
    return this.take('}')
      ? answered({ type: 'compare', field, operator: 'in', values })
      : this.unexpected('“,” or “}”');
  }
}
