import type { Inline, LinkTarget } from '../../src/ui/docs/page.ts';

/** Makes a target of what stands between the brackets of a link; undefined: its text stands alone. */
export type ResolveLink = (target: string) => LinkTarget | undefined;

/** Code, a picture, a link, strong and emphasised words: what comes first in the text is taken. */
const PIECE =
  /(`+)([\s\S]*?[^`])\1(?!`)|!\[[^\]]*\]\([^)]*\)|\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)|\*\*([\s\S]+?)\*\*|\*(\S[\s\S]*?)\*/;

/** Markdown within a block, as far as docs/ use it. Pictures are left out: they show the page that one is in. */
export function parseInline(text: string, resolve: ResolveLink): readonly Inline[] {
  const found = PIECE.exec(text);
  if (found === null) return plain(text);
  const [whole, , code, label, target, strong, emphasis] = found;
  const after = parseInline(text.slice(found.index + whole.length), resolve);
  return [
    ...plain(text.slice(0, found.index)),
    ...pieceOf({ code, label, target, strong, emphasis }, resolve),
    ...after,
  ];
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
