import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { Stretch } from '../../../core/model/question.ts';
import { useWidth } from '../../widgets/use-width.ts';
import type { ByteRange } from './byte-fields.ts';
import { HexRow } from './HexRow.tsx';
import styles from './HexView.module.css';

interface HexViewProps {
  readonly bytes: Uint8Array;
  readonly selected: ByteRange;
  readonly hovered: ByteRange;
  /** Places that a filter found, and which of them is looked at; -1: none. */
  readonly hits: readonly Stretch[];
  readonly hit: number;
  readonly onSelect: (at: number) => void;
  readonly onHover: (at: number | undefined) => void;
}

const ROW_HEIGHT = 18;
const OVERSCAN = 8;
/** Below this width, CSS pixels, a row has eight bytes. */
const NARROW = 500;

/** The bytes of a packet in hex and ASCII; only rows in view are drawn. Arrows move from byte to byte. */
export function HexView({ bytes, selected, hovered, hits, hit, onSelect, onHover }: HexViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const perRow = useWidth(scroller) < NARROW ? 8 : 16;
  const [cursor, setCursor] = useState(0);
  const rows = Math.ceil(bytes.length / perRow);
  const span = useSpan(scroller, rows);

  useEffect(() => {
    if (selected.to > selected.from) showRow(scroller.current, Math.floor(selected.from / perRow));
  }, [selected.from, selected.to, perRow]);

  const found = useMemo(() => hitBytes(bytes.length, hits, hit), [bytes, hits, hit]);
  useEffect(() => {
    const at = hits[hit]?.[0];
    if (at !== undefined) showRow(scroller.current, Math.floor(at / perRow));
  }, [hits, hit, perRow]);

  const go = (to: number): void => {
    const at = Math.max(0, Math.min(to, bytes.length - 1));
    setCursor(at);
    showRow(scroller.current, Math.floor(at / perRow));
    onSelect(at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: cursor - 1,
      ArrowRight: cursor + 1,
      ArrowUp: cursor - perRow,
      ArrowDown: cursor + perRow,
      PageUp: cursor - perRow * 16,
      PageDown: cursor + perRow * 16,
      Home: event.ctrlKey ? 0 : cursor - (cursor % perRow),
      End: event.ctrlKey ? bytes.length - 1 : cursor - (cursor % perRow) + perRow - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- ARIA has no role for a dump; keys work and the foot says where one is
    <div
      ref={scroller}
      role="group"
      aria-label="Bytes of the packet, arrow keys move from byte to byte"
      tabIndex={0}
      className={styles.hex}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const at = byteOf(event);
        if (at !== undefined) go(at);
      }}
      onPointerOver={(event) => onHover(byteOf(event))}
      onPointerLeave={() => onHover(undefined)}
    >
      <div className={styles.spacer} style={{ height: rows * ROW_HEIGHT }}>
        <div className={styles.rows} style={{ top: span.first * ROW_HEIGHT }}>
          {Array.from({ length: span.end - span.first }, (_, index) => {
            const from = (span.first + index) * perRow;
            return (
              <HexRow
                key={from}
                bytes={bytes}
                from={from}
                count={perRow}
                selectedFrom={clip(selected.from, from, perRow)}
                selectedTo={clip(selected.to, from, perRow)}
                hits={found}
                hoveredFrom={clip(hovered.from, from, perRow)}
                hoveredTo={clip(hovered.to, from, perRow)}
                cursor={cursor >= from && cursor < from + perRow ? cursor : -1}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** By byte whether it is in a hit: 1, or 2 in the one that is looked at; undefined without hits. */
function hitBytes(length: number, hits: readonly Stretch[], hit: number): Uint8Array | undefined {
  if (hits.length === 0) return undefined;
  const found = new Uint8Array(length);
  for (const [at, [from, to]] of hits.entries()) found.fill(at === hit ? 2 : 1, from, to);
  return found;
}

/** A bound within a row, so that rows that it does not touch stay as they are. */
function clip(at: number, from: number, count: number): number {
  return Math.max(from, Math.min(at, from + count));
}

function byteOf({ target }: SyntheticEvent): number | undefined {
  const at = target instanceof HTMLElement ? target.dataset['at'] : undefined;
  return at === undefined ? undefined : Number(at);
}

function showRow(scroller: HTMLElement | null, row: number): void {
  if (scroller === null) return;
  const top = row * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + ROW_HEIGHT > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = top + ROW_HEIGHT - scroller.clientHeight;
}

/** Rows in view and some around them. */
function useSpan(
  scroller: { readonly current: HTMLElement | null },
  rows: number,
): { readonly first: number; readonly end: number } {
  const [view, setView] = useState({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / ROW_HEIGHT) - OVERSCAN);
      const end = Math.min(rows, Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT) + OVERSCAN);
      setView((old) => (old.first === first && old.end === end ? old : { first, end }));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [scroller, rows]);
  return view;
}
