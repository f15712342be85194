import { formatCountOf } from '../../base/format.ts';

/** What is kept, by the beginnings of its names. */
const WORDS: readonly (readonly [string, string])[] = [
  ['flowloom:code', 'your code'],
  ['flowloom:rules', 'your rules for findings'],
  ['flowloom:filters:', 'filters that you used'],
  ['flowloom.theme', 'the theme'],
  ['flowloom.address', 'that the address is kept empty'],
  ['flowloom:panel', 'the panel in front'],
  ['flowloom:time', 'how times are written'],
  ['flowloom:table:', 'columns and their widths'],
  ['flowloom:split:', 'sizes of panes'],
];

/** What is kept under these names, in words, each once, and how many recent captures; an unknown name stands for itself. */
export function keptInWords(names: readonly string[], recents: number): readonly string[] {
  const known = WORDS.filter(([start]) => names.some((name) => name.startsWith(start))).map(([, words]) => words);
  const others = names.filter((name) => !WORDS.some(([start]) => name.startsWith(start)));
  const captures =
    recents === 0
      ? []
      : [`where ${formatCountOf(recents, 'recent capture')} ${recents === 1 ? 'lies' : 'lie'}, with name and size`];
  return [...captures, ...known, ...others];
}
