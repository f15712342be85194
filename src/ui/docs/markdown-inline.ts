import type { Inline, LinkTarget } from './page.ts';

/** Makes a target of what stands between the brackets of a link; undefined: its text stands alone. */
export type ResolveLink = (target: string) => LinkTarget | undefined;

/** Code, a picture, a link, strong and emphasised words: what comes first in the text is taken. */
const PIECE =
  /(`+)([\s\S]*?[^`])\1(?!`)|!\[[^\]]*\]\([^)]*\)|\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)|\*\*([\s\S]+?)\*\*|\*(\S[\s\S]*?)\*/;

/** Longer texts are taken as they stand: what is in them is looked for again and again. */
const LONGEST = 8000;

/** Markdown within a block. Pictures are left out: they show the page that one is in. */
export function parseInline(text: string, resolve: ResolveLink): readonly Inline[] {
  if (text.length > LONGEST) return plain(text);
  const parts: Inline[] = [];
  let rest = text;
  for (let found = PIECE.exec(rest); found !== null; found = PIECE.exec(rest)) {
    const [whole, , code, label, target, strong, emphasis] = found;
    parts.push(...plain(rest.slice(0, found.index)), ...pieceOf({ code, label, target, strong, emphasis }, resolve));
    rest = rest.slice(found.index + whole.length);
  }
  return [...parts, ...plain(rest)];
}

type Piece = Readonly<Record<'code' | 'label' | 'target' | 'strong' | 'emphasis', string | undefined>>;

function pieceOf({ code, label, target, strong, emphasis }: Piece, resolve: ResolveLink): readonly Inline[] {
  if (code !== undefined) return [{ code: code.replace(/\s+/g, ' ').replace(/^ (.*\S.*) $/, '$1') }];
  if (strong !== undefined) return [{ strong: parseInline(strong, resolve) }];
  if (emphasis !== undefined) return [{ emphasis: parseInline(emphasis, resolve) }];
  if (label === undefined || target === undefined) return [];
  const link = resolve(target);
  const words = parseInline(label, resolve);
  return link === undefined ? words : [{ link, text: words }];
}

/** Line ends are spaces, and a backslash before a sign takes its meaning. */
function plain(text: string): readonly Inline[] {
  const words = text.replace(/\s+/g, ' ').replace(/\\([\\`*_{}[\]()#+.!|<>-])/g, '$1');
  return words === '' ? [] : [words];
}
