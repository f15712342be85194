import { parseFilter } from './parser.ts';
import type { FilterNode } from './syntax.ts';

/** The pcap-filter expressions of a filter, in order; none if it cannot be read. */
export function pcapExpressions(filter: string): readonly string[] {
  const tree = parseFilter(filter);
  return tree.ok ? expressionsOf(tree.value) : [];
}

function expressionsOf(node: FilterNode): readonly string[] {
  switch (node.type) {
    case 'pcap':
      return [node.expression.text];
    case 'not':
      return expressionsOf(node.part);
    case 'and':
    case 'or':
      return node.parts.flatMap(expressionsOf);
    default:
      return [];
  }
}
