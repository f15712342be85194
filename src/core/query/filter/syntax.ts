/**
 * The filter language as data: what the lexer gives the parser and the parser gives the compiler.
 * Offsets count characters from the start of the text.
 */

/** Comparisons; `==` is read as `=`. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | 'contains' | 'in';

/** A bare word or a quoted text. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  /** As it is written, with its quotes. */
  readonly raw: string;
  readonly offset: number;
}

export type Token =
  | ({ readonly type: 'word' } & Word)
  | { readonly type: 'operator'; readonly operator: Operator; readonly text: string; readonly offset: number }
  | {
      readonly type: 'and' | 'or' | 'not' | '(' | ')' | '{' | '}' | ',';
      readonly text: string;
      readonly offset: number;
    }
  | { readonly type: 'end'; readonly text: ''; readonly offset: number };

/** `field operator value`; several values only after `in`. */
export interface Comparison {
  readonly type: 'compare';
  readonly field: Word;
  readonly operator: Operator;
  readonly values: readonly Word[];
  /** `contains case "…"`, `~ case "…"`: upper and lower case are not the same. */
  readonly exact?: true;
}

/** A parsed filter. `all` is the empty filter. */
export type FilterNode =
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly parts: readonly FilterNode[] }
  | { readonly type: 'not'; readonly part: FilterNode }
  | { readonly type: 'search'; readonly word: Word }
  /** `pcap "tcp port 443"`: packets by another language. */
  | { readonly type: 'pcap'; readonly expression: Word }
  | Comparison;

/** True for the rows that a filter keeps. */
export type RowPredicate = (row: number) => boolean;
