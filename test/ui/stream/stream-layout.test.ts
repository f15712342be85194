import { describe, expect, it } from 'vitest';
import type { StreamPart, StreamPiece, Way } from '../../../src/core/model/stream.ts';
import { spansOfLine } from '../../../src/ui/stream/line-spans.ts';
import { layOut, rowOfByte, rowOfPiece } from '../../../src/ui/stream/stream-layout.ts';
import type { ShownWays, StreamLook } from '../../../src/ui/stream/stream-layout.ts';
import { findInStream, NO_HITS } from '../../../src/ui/stream/stream-search.ts';
import { copiedText, shownText } from '../../../src/ui/stream/stream-text.ts';
import { markWords, partWords } from '../../../src/ui/stream/stream-words.ts';

/** A part from what packets said: `> text`, `< text`, or `! 5` for a gap of five bytes from the source. */
function part(...said: readonly string[]): StreamPart {
  const bytes: number[] = [];
  const pieces = said.map((each, packet): StreamPiece => {
    const way: Way = each.startsWith('<') ? 1 : 0;
    const text = Buffer.from(each.slice(2), 'utf8');
    const placed = { way, connection: 0, packet, offset: bytes.length };
    if (each.startsWith('!')) return { kind: 'gap', ...placed, length: Number(each.slice(2)), why: 'end' };
    const piece: StreamPiece = { kind: 'bytes', ...placed, at: bytes.length, length: text.length };
    bytes.push(...text);
    return piece;
  });
  return { flow: 0, transport: 'TCP', reading: 'sent', bytes: Uint8Array.from(bytes), pieces, part: 0, before: [0, 0] };
}

function lines(stream: StreamPart, look: StreamLook, ways: ShownWays, columns: number): string[] {
  const rows = layOut(stream, look, ways, columns);
  return Array.from({ length: rows.length }, (_, row) => {
    const [from = 0, to = 0] = [rows.from[row], rows.to[row]];
    const piece = stream.pieces[rows.piece[row] ?? 0];
    const arrow = piece?.way === 1 ? '<' : '>';
    return from < 0 ? `${arrow} mark` : `${arrow} ${shownText(stream.bytes, from, to, rows.utf8[row] === 1)}`;
  });
}

describe('the rows of a stream', () => {
  it('are lines of what one side says, whatever packets it comes in', () => {
    const stream = part('> GET / HT', '> TP/1.1\r\nHost: a\r\n', '< 200\r\n\r\nhi', '! 5', '> x');
    expect(lines(stream, 'text', 'both', 80)).toEqual([
      '> GET / HTTP/1.1',
      '> Host: a',
      '< 200',
      '< ',
      '< hi',
      '> mark',
      '> x',
    ]);
    expect(lines(stream, 'text', 1, 80)).toEqual(['< 200', '< ', '< hi']);
    expect(lines(stream, 'text', 0, 80)).toEqual(['> GET / HTTP/1.1', '> Host: a', '> mark', '> x']);
  });

  it('are no longer than the screen is wide, and cut no character', () => {
    expect(lines(part('> äöüß€'), 'text', 'both', 2)).toEqual(['> äö', '> üß', '> €']);
    expect(lines(part('> abcd\r\nef'), 'text', 'both', 4)).toEqual(['> abcd', '> ef']);
    expect(lines(part('> abcdef'), 'hex', 'both', 4)).toEqual(['> abcd', '> ef']);
  });

  it('are Latin-1 where they are not UTF-8, with dots for controls', () => {
    const stream = part('> ab');
    const bytes = Uint8Array.of(0xe4, 0x07);
    expect(lines({ ...stream, bytes }, 'text', 'both', 80)).toEqual(['> ä·']);
  });

  it('are found by bytes and by packets', () => {
    const stream = part('> one\ntwo', '! 5', '> three\n', '< four');
    const rows = layOut(stream, 'text', 'both', 80);
    expect([0, 3, 4, 7, 13, 16].map((byte) => rowOfByte(rows, byte))).toEqual([0, 0, 1, 3, 4, 4]);
    expect([0, 1, 2, 3].map((piece) => rowOfPiece(rows, stream, piece))).toEqual([0, 2, 3, 4]);
    const back = layOut(stream, 'text', 1, 80);
    expect([rowOfByte(back, 0), rowOfPiece(back, stream, 3), rowOfPiece(back, stream, 1)]).toEqual([-1, 0, -1]);
  });

  it('find each byte of any stream again', () => {
    for (let seed = 1; seed < 60; seed++) {
      const said = Array.from({ length: 1 + (seed % 17) }, (_, at) =>
        (seed * (at + 3)) % 4 === 0
          ? '! 3'
          : `${(seed + at) % 3 === 0 ? '<' : '>'} ${'ab\ncde'.repeat(1 + ((seed * at) % 5))}`,
      );
      const stream = part(...said);
      const rows = layOut(stream, 'text', 'both', 1 + (seed % 5));
      for (let byte = 0; byte < stream.bytes.length; byte++) {
        const row = rowOfByte(rows, byte);
        expect(byte).toBeGreaterThanOrEqual(rows.from[row] ?? Infinity);
        expect(byte).toBeLessThan(rows.to[row] ?? -1);
      }
    }
  });
});

describe('search in a stream', () => {
  it('finds text across packets in any case, bytes exactly, and each direction by itself', () => {
    const stream = part('> Hello wo', '> rld, WORLD', '< wor', '> ld');
    expect(findInStream(stream, 'both', 'world')).toEqual({ at: [6, 13], length: 5, more: false });
    expect(findInStream(stream, 1, 'world')).toEqual({ ...NO_HITS, length: 5 });
    expect(findInStream(stream, 'both', '0x57 4f').at).toEqual([13]);
    expect(findInStream(stream, 'both', '')).toEqual(NO_HITS);
  });

  it('marks what it found in lines, by packet', () => {
    const stream = part('> Hello wo', '> rld!');
    const hits = findInStream(stream, 'both', 'world');
    expect(spansOfLine(stream.pieces, 0, 0, 12, hits)).toEqual([
      { piece: 0, from: 0, to: 6, hit: -1 },
      { piece: 0, from: 6, to: 8, hit: 0 },
      { piece: 1, from: 8, to: 11, hit: 0 },
      { piece: 1, from: 11, to: 12, hit: -1 },
    ]);
  });
});

describe('a copied stream', () => {
  const stream = part('> GET\r\n', '! 5', '< ok');
  it('is text as it was, a hex dump or digits, with marks', () => {
    expect(copiedText(stream, layOut(stream, 'text', 'both', 9999), 'text')).toBe(
      'GET\r\n[→ 5 bytes missing: the flow ends before they come]\nok',
    );
    expect(copiedText(stream, layOut(stream, 'hex', 0, 16), 'hex').split('\n')[0]).toBe(
      '→ 00000000  47 45 54 0d 0a                                   GET..',
    );
    expect(copiedText(stream, layOut(stream, 'raw', 1, 32), 'raw')).toBe('6f6b\n');
  });
});

describe('words of a stream', () => {
  it('say what is beside it', () => {
    const note = { kind: 'note', way: 0, connection: 1, packet: 4, offset: 10, length: 3 } as const;
    expect(markWords({ ...note, note: 'opened' })).toBe('opened by packet 5, connection 2 of this flow');
    const other = { had: Buffer.from('abc'), other: Buffer.from('a\u0007c') };
    expect(markWords({ ...note, note: 'other-bytes', ...other })).toContain('“a·c” instead of “abc”');
  });

  it('say what of it is not shown', () => {
    const stream = part('> abc');
    expect(partWords(stream)).toBeUndefined();
    expect(partWords({ ...stream, rest: { packets: 2, bytes: 2_000_000 } })).toMatch(/first 3\sB.*2 packets.*Save/);
    expect(partWords({ ...stream, part: 1, before: [1, 2] })).toMatch(/end/);
  });
});
