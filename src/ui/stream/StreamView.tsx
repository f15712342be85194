import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode, SyntheticEvent } from 'react';
import type { StreamPart } from '../../core/model/stream.ts';
import { showPieceInPackets } from './show-piece.ts';
import { useVirtualRows } from '../table/use-virtual-rows.ts';
import { rowOfByte, rowOfPiece, type StreamLook, type StreamRows } from './stream-layout.ts';
import type { StreamHits } from './stream-search.ts';
import { StreamRow } from './StreamRow.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import type { StreamDigits } from './use-stream-rows.tsx';
import styles from './Stream.module.css';

const ROW_HEIGHT = 18;

interface StreamViewProps {
  readonly part: StreamPart;
  readonly rows: StreamRows;
  readonly look: StreamLook;
  readonly digits: StreamDigits;
  readonly hits: StreamHits;
  readonly hit: number;
  /** Number of the chosen piece; -1: none. */
  readonly chosen: number;
  readonly onChoose: (piece: number) => void;
}

/** The lines of a stream; only those in view are drawn. Left and right go from packet to packet, Enter to the packet itself. */
export function StreamView({ part, rows, look, digits, hits, hit, chosen, onChoose }: StreamViewProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows(scroller, rows.length, ROW_HEIGHT, 0);
  const { span, layerTop, spacerHeight, showRow } = virtual;
  const onScroll = useKeptPlace(scroller, rows, virtual, ROW_HEIGHT);
  // The keys of the text work at once.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const row = chosen < 0 ? -1 : rowOfPiece(rows, part, chosen);
    if (row >= 0) showRow(row);
  }, [rows, part, chosen, showRow]);
  useEffect(() => {
    const row = rowOfByte(rows, hits.at[hit] ?? -1);
    if (row >= 0) showRow(row);
  }, [rows, hits, hit, showRow]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const piece = part.pieces[chosen];
    if (step !== undefined) {
      const next = nextShown(part, rows, chosen, step);
      if (next >= 0) onChoose(next);
    } else if (event.key === 'Enter' && piece !== undefined) showPieceInPackets(part.flow, piece);
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- ARIA has no role for a text of packets; keys work and the foot says which packet is chosen
    <div
      ref={scroller}
      role="group"
      aria-label="What was said, left and right go from packet to packet"
      tabIndex={0}
      className={styles.scroller}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const piece = pieceUnder(event);
        if (piece !== undefined) onChoose(piece);
      }}
    >
      <div className={styles.spacer} style={{ height: spacerHeight }}>
        <div className={styles.rows} style={{ top: layerTop }}>
          {Array.from({ length: span.end - span.first }, (_, index) => (
            <StreamRow
              key={span.first + index}
              part={part}
              rows={rows}
              row={span.first + index}
              isFirst={index === 0}
              look={look}
              hits={hits}
              hit={hit}
              chosen={chosen}
              digits={digits}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The next piece that is on screen at all, before or behind another; -1: there is none. */
function nextShown(part: StreamPart, rows: StreamRows, from: number, step: number): number {
  const start = from < 0 && step < 0 ? part.pieces.length : from;
  for (let number = start + step; number >= 0 && number < part.pieces.length; number += step) {
    if (rowOfPiece(rows, part, number) >= 0) return number;
  }
  return -1;
}

function pieceUnder({ target }: SyntheticEvent): number | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-piece]') : null;
  return element === null ? undefined : Number(element.dataset['piece']);
}
