import type { Rows } from '../../model/column.ts';
import { hasColumn, isFieldName } from './fields.ts';
import { parseFilter } from './parser.ts';
import type { Comparison, FilterNode, Word } from './syntax.ts';
import { isWholeText, lookedFor } from './whole-texts.ts';

/** What of a filter may need the bytes of packets. */
export interface ByteTerms {
  /** pcap-filter expressions, in order. */
  readonly expressions: readonly string[];
  /** Names that are no columns of the table: decoded fields, if they are any. */
  readonly names: readonly string[];
  /** Comparisons with Info or all bytes. */
  readonly whole: readonly Comparison[];
}

const NONE: ByteTerms = { expressions: [], names: [], whole: [] };

/** Finds them; nothing in a filter that cannot be read. */
export function byteTerms(filter: string, rows: Rows): ByteTerms {
  const tree = parseFilter(filter);
  return tree.ok ? termsOf(tree.value, rows) : NONE;
}

function termsOf(node: FilterNode, rows: Rows): ByteTerms {
  switch (node.type) {
    case 'pcap':
      return { ...NONE, expressions: [node.expression.text] };
    case 'compare':
      if (hasColumn(node.field, rows)) return NONE;
      return isWholeText(node.field) ? { ...NONE, whole: [lookedFor(node)] } : named(node.field, true);
    case 'search':
      return named(node.word, isFieldName(node.word));
    case 'not':
      return termsOf(node.part, rows);
    case 'and':
    case 'or':
      return joined(node.parts.map((part) => termsOf(part, rows)));
    default:
      return NONE;
  }
}

function named({ text }: Word, isName: boolean): ByteTerms {
  return isName ? { ...NONE, names: [text] } : NONE;
}

function joined(terms: readonly ByteTerms[]): ByteTerms {
  return {
    expressions: terms.flatMap(({ expressions }) => expressions),
    names: terms.flatMap(({ names }) => names),
    whole: terms.flatMap(({ whole }) => whole),
  };
}
