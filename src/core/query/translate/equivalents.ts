import type { Rows } from '../../model/column.ts';
import type { Equivalent, FilterEquivalents } from '../../model/filter-advice.ts';
import { dialectsOf, type TableTerms } from './equivalent-terms.ts';
import type { Dialect, Term } from './equivalent-types.ts';
import type { ByteTests } from '../filter/byte-tests.ts';
import { parseFilter } from '../filter/parser.ts';
import type { FilterNode } from '../filter/syntax.ts';

/** Words of pcap-filter after which everything is decoded elsewhere: nothing can be joined to them. */
const LAYERS = /\b(vlan|mpls|pppoes|vxlan|geneve)\b/;
/** Every packet, in the display filter language. */
const ANY_FRAME = 'frame';

/**
 * The same filter in the languages of Wireshark and libpcap, as far as they have words for all of it. A term either
 * means the same there, but for the packets that `unlike` names, or is named as missing. `terms`: the table's words.
 */
export function filterEquivalents(
  terms: TableTerms | undefined,
  filter: string,
  rows: Rows,
  bytes?: ByteTests,
): FilterEquivalents | undefined {
  const tree = parseFilter(filter);
  if (!tree.ok || tree.value.type === 'all') return undefined;
  const [display, pcap] = dialectsOf(terms, filter, rows, bytes);
  return { display: equivalentOf(translate(tree.value, display)), pcap: equivalentOf(translate(tree.value, pcap)) };
}

function equivalentOf(term: Term): Equivalent {
  if ('missing' in term) return term;
  if (term.layered === true && term.joined === true)
    return { missing: 'a pcap-filter that goes into a layer (vlan, mpls, …), beside other terms' };
  const { text, unlike } = term;
  return unlike.length === 0 ? { text } : { text, unlike: listed(unlike) };
}

function translate(node: FilterNode, dialect: Dialect): Term {
  switch (node.type) {
    case 'all':
      return { text: ANY_FRAME, unlike: [] };
    case 'not':
      return negated(translate(node.part, dialect));
    case 'search':
      return { missing: `“${node.word.text}” in any column` };
    case 'compare':
      return dialect.comparison(node);
    case 'pcap':
      return pcapTerm(node.expression.text, dialect);
    default:
      return joined(
        node.parts.map((part) => translate(part, dialect)),
        node.type,
      );
  }
}

function pcapTerm(text: string, { name }: Dialect): Term {
  if (name !== 'pcap') return { missing: 'the term in the pcap-filter language' };
  return { text, unlike: [], compound: true, layered: LAYERS.test(text) };
}

function negated(term: Term): Term {
  if ('missing' in term) return term;
  return { ...term, text: `not ${operand(term)}`, compound: true };
}

/** pcap-filter gives `and` and `or` the same strength, so every operand that has several words is put in brackets. */
function joined(terms: readonly Term[], word: 'and' | 'or'): Term {
  const texts: string[] = [];
  const unlike = new Set<string>();
  let layered = false;
  for (const term of terms) {
    if ('missing' in term) return term;
    texts.push(operand(term));
    for (const what of term.unlike) unlike.add(what);
    layered ||= term.layered === true;
  }
  return { text: texts.join(` ${word} `), unlike: [...unlike], compound: true, layered, joined: true };
}

function operand(term: Exclude<Term, { missing: string }>): string {
  return term.compound === true ? `(${term.text})` : term.text;
}

/** "a, b and c". */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
