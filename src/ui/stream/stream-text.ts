import { hexBytes, latin1, shownLine, utf8 } from '../../base/text.ts';
import type { StreamPart } from '../../core/model/stream.ts';
import type { StreamLook, StreamRows } from './stream-layout.ts';
import { markWords } from './stream-words.ts';

/** Bytes as text for people: what ends the line is left out, controls are dots, each as wide as a letter. */
export function shownText(bytes: Uint8Array, from: number, to: number, isText: boolean): string {
  const text = isText ? utf8(bytes, from, to) : latin1(bytes, from, to);
  return text
    .replace(/\r?\n$/, '')
    .split('\t')
    .map(shownLine)
    .join('\t');
}

/** A byte as ASCII; a dot where it has no picture. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  }
  return text;
}

/** The rows as a text for the clipboard: text as it is, hex with arrows, offsets and ASCII, raw as digits. */
export function copiedText(part: StreamPart, rows: StreamRows, look: StreamLook): string {
  const lines: string[] = [];
  for (let row = 0; row < rows.length; row++) {
    const piece = part.pieces[rows.piece[row] ?? 0];
    if (piece === undefined) continue;
    const from = rows.from[row] ?? -1;
    const to = rows.to[row] ?? -1;
    const arrow = piece.way === 0 ? '→' : '←';
    if (from < 0) lines.push(`${startOfLine(lines)}[${arrow} ${markWords(piece)}]\n`);
    else if (look === 'text')
      lines.push(rows.utf8[row] === 1 ? utf8(part.bytes, from, to) : latin1(part.bytes, from, to));
    else if (look === 'raw') lines.push(`${hexBytes(part.bytes, from, to)}\n`);
    else
      lines.push(
        `${arrow} ${offsetText(piece, from)}  ${hexBytes(part.bytes, from, to, ' ').padEnd(47)}  ${asciiText(part.bytes, from, to)}\n`,
      );
  }
  return lines.join('');
}

const startOfLine = (lines: readonly string[]): string =>
  lines.length === 0 || lines.at(-1)?.endsWith('\n') === true ? '' : '\n';

/** Offset of a byte of a piece in its direction, as a hex dump has it. */
export function offsetText(piece: StreamPart['pieces'][number], byte: number, digits = 8): string {
  const offset = piece.kind === 'bytes' ? piece.offset + byte - piece.at : piece.offset;
  return offset.toString(16).padStart(digits, '0');
}
