import { plainText, type Block } from './page.ts';
import { parseInline, type ResolveLink } from './markdown-inline.ts';

/**
 * The part of Markdown that pages of docs/ and lessons use: headings (`#`), paragraphs, lists (`-`, `*`, `1.`) with blocks within,
 * tables, code between fences or indented by four, links, code, strong and emphasised words. Nothing becomes HTML, so that nothing
 * needs to be made harmless.
 */

/** The name that GitHub gives a heading, so that the same links work there. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** A place among lines, from which blocks are read one after the other. */
interface Reader {
  readonly lines: readonly string[];
  at: number;
}

const FENCE = /^\s*```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)([-*]|\d+\.)(\s+)(.*)$/;
const TABLE = /^\s*\|/;
const INDENTED = /^ {4}/;

/** The blocks of some lines, in their order. */
export function parseBlocks(lines: readonly string[], resolve: ResolveLink): readonly Block[] {
  const reader: Reader = { lines, at: 0 };
  const blocks: Block[] = [];
  while (reader.at < lines.length) {
    const block = readBlock(reader, resolve);
    if (block !== undefined) blocks.push(block);
  }
  return blocks;
}

function lineAt({ lines, at }: Reader): string {
  return lines[at] ?? '';
}

function readBlock(reader: Reader, resolve: ResolveLink): Block | undefined {
  const line = lineAt(reader);
  if (line.trim() === '') {
    reader.at++;
    return undefined;
  }
  if (FENCE.test(line)) return readFenced(reader);
  if (INDENTED.test(line)) return readIndented(reader);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    reader.at++;
    const text = parseInline(heading[2] ?? '', resolve);
    return { type: 'heading', level: (heading[1] ?? '').length, id: headingId(plainText(text)), text };
  }
  if (TABLE.test(line)) return readTable(reader, resolve);
  if (ITEM.test(line)) return readList(reader, resolve);
  return readParagraph(reader, resolve);
}

function readFenced(reader: Reader): Block {
  const indent = /^\s*/.exec(lineAt(reader))?.[0].length ?? 0;
  const inside: string[] = [];
  for (reader.at++; reader.at < reader.lines.length && !FENCE.test(lineAt(reader)); reader.at++)
    inside.push(lineAt(reader).slice(indent));
  reader.at++;
  return { type: 'code', text: inside.join('\n') };
}

function readIndented(reader: Reader): Block {
  const inside: string[] = [];
  for (; INDENTED.test(lineAt(reader)); reader.at++) inside.push(lineAt(reader).slice(4));
  return { type: 'code', text: inside.join('\n') };
}

/** A row of dashes parts the head from the rest. */
function readTable(reader: Reader, resolve: ResolveLink): Block {
  const rows: string[] = [];
  for (; TABLE.test(lineAt(reader)); reader.at++) rows.push(lineAt(reader));
  const [head = [], , ...rest] = rows.map((row) => cellsOf(row).map((cell) => parseInline(cell, resolve)));
  return { type: 'table', head, rows: rest };
}

/** A bar with a backslash before it, or within code, parts nothing. */
function cellsOf(row: string): readonly string[] {
  const cells = row
    .trim()
    .replace(/^\||\|$/g, '')
    .match(/(?:\\\||`[^`]*`|[^|])+/g);
  return (cells ?? []).map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

/** An item goes on as long as lines are indented as its text is, or follow without a gap. */
function readList(reader: Reader, resolve: ResolveLink): Block {
  const first = ITEM.exec(lineAt(reader));
  const items: (readonly Block[])[] = [];
  for (let item = first; item !== null && isSibling(item, first); item = ITEM.exec(lineAt(reader)))
    items.push(parseBlocks(itemLines(reader, item), resolve));
  return { type: 'list', ordered: isOrdered(first), items };
}

function isOrdered(item: RegExpExecArray | null): boolean {
  return /\d/.test(item?.[2] ?? '');
}

function isSibling(item: RegExpExecArray, first: RegExpExecArray | null): boolean {
  return item[1] === first?.[1] && isOrdered(item) === isOrdered(first);
}

function itemLines(
  reader: Reader,
  [, indent = '', mark = '', gap = '', first = '']: RegExpExecArray,
): readonly string[] {
  const width = indent.length + mark.length + gap.length;
  const lines = [first];
  for (reader.at++; reader.at < reader.lines.length; reader.at++) {
    const line = lineAt(reader);
    const inside = line.startsWith(' '.repeat(width));
    if (line.trim() === '') {
      if (!(reader.lines[reader.at + 1] ?? '').startsWith(' '.repeat(width))) break;
    } else if (!inside) break;
    lines.push(line.slice(width));
  }
  if (lineAt(reader).trim() === '' && ITEM.exec(reader.lines[reader.at + 1] ?? '')?.[1] === indent) reader.at++;
  return lines;
}

function readParagraph(reader: Reader, resolve: ResolveLink): Block | undefined {
  const lines: string[] = [];
  for (; lineAt(reader).trim() !== '' && !beginsOther(lineAt(reader), lines.length); reader.at++)
    lines.push(lineAt(reader).trim());
  const text = parseInline(lines.join('\n'), resolve);
  return text.length === 0 ? undefined : { type: 'paragraph', text };
}

function beginsOther(line: string, before: number): boolean {
  return before > 0 && (FENCE.test(line) || HEADING.test(line) || TABLE.test(line) || ITEM.test(line));
}
