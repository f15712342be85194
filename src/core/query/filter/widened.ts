import { parseFilter } from './parser.ts';
import type { FilterNode, Word } from './syntax.ts';

/** Where plain words may be looked for beside the columns at hand, by the names that filters have for it. */
export type WiderPlace = 'columns' | 'layers' | 'bytes';

const FIELDS: Readonly<Record<WiderPlace, readonly string[]>> = {
  columns: ['any'],
  layers: ['layers'],
  bytes: ['info', 'frame'],
};

/**
 * The same filter with its plain words looked for elsewhere, too: `GET` becomes
 * `(GET or info contains GET or frame contains GET)`. Plain words alone are looked for in the columns at hand.
 * undefined if it has none, or cannot be read.
 * @param isField tells the names of decoded fields, which are no plain words
 */
export function widened(
  filter: string,
  isField: (name: string) => boolean,
  place: WiderPlace = 'bytes',
): string | undefined {
  const tree = parseFilter(filter);
  const fields = FIELDS[place];
  const words = tree.ok ? plainWords(tree.value, fields).filter((word) => word.quoted || !isField(word.text)) : [];
  if (words.length === 0) return undefined;
  let text = '';
  let from = 0;
  for (const { raw, offset } of words) {
    const terms = fields.map((field) => `${field} contains ${raw}`);
    text += `${filter.slice(from, offset)}(${[raw, ...terms].join(' or ')})`;
    from = offset + raw.length;
  }
  return text + filter.slice(from);
}

/** Words without a field, in the order of the text; one beside its own wide form has it already. */
function plainWords(node: FilterNode, fields: readonly string[]): readonly Word[] {
  switch (node.type) {
    case 'search':
      return [node.word];
    case 'not':
      return plainWords(node.part, fields);
    case 'and':
      return node.parts.flatMap((part) => plainWords(part, fields));
    case 'or':
      return isWide(node.parts, fields) ? [] : node.parts.flatMap((part) => plainWords(part, fields));
    default:
      return [];
  }
}

function isWide(parts: readonly FilterNode[], fields: readonly string[]): boolean {
  const last = fields.at(-1);
  return parts.some((part) => part.type === 'compare' && part.field.text.toLowerCase() === last);
}
