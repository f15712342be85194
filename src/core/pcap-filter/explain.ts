import { explainComparison, isFlagTest } from './explain-comparison.ts';
import { explainFrame, explainMatch, explainProtocol, protocolTitle } from './explain-match.ts';
import type { Expression } from './syntax.ts';

/**
 * What a filter keeps, as one sentence: "TCP packets with the SYN flag set, except those from or to port 443." The
 * sentence follows the tree: what is joined by `and` stands one behind the other, what `not` takes away stands at its end.
 */
export function explainPcapFilter(expression: Expression): string {
  const { title, kept, taken } = sortParts(partsOf(expression, 'and'));
  const head = title === undefined ? 'Packets' : `${title} packets`;
  const rest = [head, kept.map(phrase).join(' and ')].filter((text) => text !== '').join(' ');
  const except = taken.length === 0 ? '' : `, except those ${taken.map(phrase).join(' and those ')}`;
  return `${kept.length === 0 && title === undefined ? 'All packets' : rest}${except}.`;
}

interface Sorted {
  /** The first protocol that stands by itself gives the packets their name; `tcp[…]` is about TCP over IPv4 only. */
  readonly title: string | undefined;
  readonly kept: readonly Expression[];
  readonly taken: readonly Expression[];
}

function sortParts(parts: readonly Expression[]): Sorted {
  const named = parts.find((part) => part.kind === 'protocol');
  const flagged = named === undefined && parts.some((part) => part.kind === 'compare' && isFlagTest(part));
  const taken = parts.flatMap((part) => (part.kind === 'not' ? [part.of] : []));
  const kept = parts.filter((part) => part !== named && part.kind !== 'not');
  const title = named?.kind === 'protocol' ? protocolTitle(named.protocol) : flagged ? 'IPv4 TCP' : undefined;
  return { title, kept, taken };
}

/** The operands of a chain of `and` or of `or`, which libpcap's grammar nests to the left. */
function partsOf(expression: Expression, kind: 'and' | 'or'): readonly Expression[] {
  if (expression.kind !== kind) return [expression];
  return [...partsOf(expression.left, kind), ...partsOf(expression.right, kind)];
}

/** Words that follow "packets". */
function phrase(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
      return `to which all of this applies (${partsOf(expression, 'and').map(phrase).join('; ')})`;
    case 'or':
      return alternatives(partsOf(expression, 'or'));
    case 'not':
      return `not ${phrase(expression.of)}`;
    case 'match':
      return explainMatch(expression.qualifiers, [expression.value]);
    case 'protocol':
      return explainProtocol(expression.protocol);
    case 'compare':
      return explainComparison(expression);
    case 'size':
      return expression.word === 'less'
        ? `of at most ${expression.bytes} bytes`
        : `of at least ${expression.bytes} bytes`;
    default:
      return explainFrame(expression);
  }
}

/** "from or to port 80 or 443": values under the same words are told together. */
function alternatives(parts: readonly Expression[]): string {
  const [first] = parts;
  if (first.kind === 'match') {
    const same = JSON.stringify(first.qualifiers);
    const values = parts.flatMap((part) =>
      part.kind === 'match' && JSON.stringify(part.qualifiers) === same ? [part.value] : [],
    );
    if (values.length === parts.length) return explainMatch(first.qualifiers, values);
  }
  const titles = parts.flatMap((part) => (part.kind === 'protocol' ? [protocolTitle(part.protocol)] : []));
  if (titles.length === parts.length) return `of ${titles.join(' or ')}`;
  const words = parts.map(phrase);
  return `${words.some((text) => text.includes(' or ')) ? 'either ' : ''}${words.join(', or ')}`;
}
