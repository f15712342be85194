import { parseFilter } from './parser.ts';
import type { FilterNode, Word } from './syntax.ts';

/**
 * The same filter with its plain words looked for in Info and in all bytes, too: `GET` becomes
 * `(GET or info contains GET or frame contains GET)`. Plain words alone are looked for in the columns, which are in memory.
 * undefined if it has none, or cannot be read.
 * @param isField tells the names of decoded fields, which are no plain words
 */
export function widened(filter: string, isField: (name: string) => boolean): string | undefined {
  const tree = parseFilter(filter);
  const words = tree.ok ? plainWords(tree.value).filter((word) => word.quoted || !isField(word.text)) : [];
  if (words.length === 0) return undefined;
  let text = '';
  let from = 0;
  for (const { raw, offset } of words) {
    text += `${filter.slice(from, offset)}(${raw} or info contains ${raw} or frame contains ${raw})`;
    from = offset + raw.length;
  }
  return text + filter.slice(from);
}

/** Words without a field, in the order of the text; one beside its own wide form has it already. */
function plainWords(node: FilterNode): readonly Word[] {
  switch (node.type) {
    case 'search':
      return [node.word];
    case 'not':
      return plainWords(node.part);
    case 'and':
      return node.parts.flatMap(plainWords);
    case 'or':
      return isWide(node.parts) ? [] : node.parts.flatMap(plainWords);
    default:
      return [];
  }
}

function isWide(parts: readonly FilterNode[]): boolean {
  return parts.some((part) => part.type === 'compare' && part.field.text.toLowerCase() === 'frame');
}
