import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { hexByte } from '../../base/text.ts';
import type { StreamPart } from '../../core/model/stream.ts';
import { Foreign } from '../widgets/Foreign.tsx';
import { spansOfLine, type LineSpan } from './line-spans.ts';
import type { StreamLook, StreamRows } from './stream-layout.ts';
import type { StreamHits } from './stream-search.ts';
import { asciiText, offsetText, shownText } from './stream-text.ts';
import { markWords } from './stream-words.ts';
import type { StreamDigits } from './use-stream-rows.tsx';
import styles from './Stream.module.css';

interface StreamRowProps {
  readonly part: StreamPart;
  readonly rows: StreamRows;
  readonly row: number;
  /** The first one that is drawn: tells its packet in any case. */
  readonly isFirst: boolean;
  readonly look: StreamLook;
  readonly hits: StreamHits;
  readonly hit: number;
  readonly chosen: number;
  readonly digits: StreamDigits;
}

/** A line of bytes, or a mark. */
export function StreamRow({ part, rows, row, isFirst, look, hits, hit, chosen, digits }: StreamRowProps): ReactNode {
  const number = rows.piece[row] ?? 0;
  const piece = part.pieces[number];
  if (piece === undefined) return undefined;
  const from = rows.from[row] ?? -1;
  const to = rows.to[row] ?? -1;
  const isMark = from < 0;
  const spans = isMark ? [] : spansOfLine(part.pieces, number, from, to, hits);
  const begins = isMark || isFirst || spans.some((span) => startOf(part, span.piece) === span.from);
  const told = part.pieces[spans.find((span) => startOf(part, span.piece) === span.from)?.piece ?? number] ?? piece;
  const common = { hit, chosen };
  return (
    <div className={styles.row} data-way={piece.way} data-kind={piece.kind}>
      <span className={styles.gutter}>
        {piece.way === 0 ? '→' : '←'} {(begins ? String(told.packet + 1) : '').padStart(digits.packet)}
      </span>
      {isMark && (
        <span className={styles.mark} data-piece={number} data-chosen={number === chosen || undefined}>
          <Foreign>{markWords(piece)}</Foreign>
        </span>
      )}
      {!isMark && look === 'text' && (
        <Spans
          {...common}
          spans={spans}
          write={(start, end) => shownText(part.bytes, start, end, rows.utf8[row] === 1)}
        />
      )}
      {!isMark && look === 'hex' && (
        <>
          <span className={styles.offset}>{offsetText(piece, from, digits.offset)}</span>
          <Spans {...common} spans={spans} write={(start, end) => digitsOf(part.bytes, start, end, from)} />
          <span aria-hidden>{padding(rows, row)}</span>
          <Spans {...common} spans={spans} write={(start, end) => asciiText(part.bytes, start, end)} />
        </>
      )}
      {!isMark && look === 'raw' && (
        <Spans {...common} spans={spans} write={(start, end) => digitsOf(part.bytes, start, end)} />
      )}
    </div>
  );
}

interface SpansProps {
  readonly spans: readonly LineSpan[];
  readonly hit: number;
  readonly chosen: number;
  readonly write: (from: number, to: number) => string;
}

function Spans({ spans, hit, chosen, write }: SpansProps): ReactNode {
  return (
    <span className={styles.line}>
      {spans.map((span) => (
        <Fragment key={span.from}>
          <span
            data-piece={span.piece}
            data-chosen={span.piece === chosen || undefined}
            data-hit={span.hit < 0 ? undefined : span.hit === hit ? 'current' : ''}
          >
            <Foreign>{write(span.from, span.to)}</Foreign>
          </span>
        </Fragment>
      ))}
    </span>
  );
}

function startOf({ pieces }: StreamPart, number: number): number {
  const piece = pieces[number];
  return piece?.kind === 'bytes' ? piece.at : -1;
}

/** Hex digits; with a beginning of the line in groups of bytes with spaces between them, the middle marked by a wider one. */
function digitsOf(bytes: Uint8Array, from: number, to: number, lineStart?: number): string {
  let text = '';
  for (let at = from; at < to; at++) {
    text += hexByte(bytes[at] ?? 0);
    if (lineStart !== undefined) text += at - lineStart === 7 ? '  ' : ' ';
  }
  return text;
}

/** Fills a short line of a dump, so that ASCII stands under ASCII. */
function padding(rows: StreamRows, row: number): string {
  const count = (rows.to[row] ?? 0) - (rows.from[row] ?? 0);
  const full = rows.width > 8 ? 50 : 26;
  return ' '.repeat(Math.max(1, full - count * 3 - (count > 7 ? 1 : 0)));
}
