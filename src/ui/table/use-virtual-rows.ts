import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import { clampTop, createScrollMap, isScaled, scrollOfTop, spanOf, topAfterScroll, topToShow } from './scroll-map.ts';
import type { RowSpan, ScrollMap } from './scroll-map.ts';

const OVERSCAN = 10;
/** After so many ms without a scroll event the scroll bar of a scaled scroller is put where the rows are. */
const SETTLE_MS = 160;
const LINE_PX = 16;

/** Which rows to draw, and where. */
export interface VirtualRows {
  readonly span: RowSpan;
  /** Where the first drawn row lies in the spacer, px. */
  readonly layerTop: number;
  readonly spacerHeight: number;
  /** Whole rows that fit. */
  readonly pageRows: number;
  readonly onScroll: () => void;
  /** Scrolls as little as needed to have a row in view. */
  readonly showRow: (row: number) => void;
  readonly toTop: () => void;
}

interface Drawn {
  readonly span: RowSpan;
  readonly layerTop: number;
}

/**
 * Fixed-height rows in a scroller whose header of `headerHeight` px sticks to its top. Up to the cap the browser
 * scrolls by itself; beyond it see scroll-map.ts.
 */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  rowHeight: number,
  headerHeight: number,
): VirtualRows {
  const viewport = Math.max(0, useClientHeight(scroller) - headerHeight);
  const map = useMemo(() => createScrollMap(rows, rowHeight, viewport), [rows, rowHeight, viewport]);
  const [drawn, setDrawn] = useState<Drawn>({ span: { first: 0, end: 0 }, layerTop: 0 });
  /** The position among the rows, and the scroll bar position that it belongs to, px. */
  const place = useRef({ top: 0, scroll: 0 });

  const draw = useCallback(() => {
    const { top, scroll } = place.current;
    const span = spanOf(map, top, rows, rowHeight, OVERSCAN);
    const layerTop = isScaled(map) ? scroll + span.first * rowHeight - top : span.first * rowHeight;
    setDrawn((old) => (isSame(old, span, layerTop) ? old : { span, layerTop }));
  }, [map, rows, rowHeight]);

  const moveTo = useCallback(
    (top: number) => {
      const element = scroller.current;
      if (element === null) return;
      element.scrollTop = scrollOfTop(map, clampTop(map, top));
      place.current = { top: clampTop(map, top), scroll: element.scrollTop };
      draw();
    },
    [scroller, map, draw],
  );

  const onScroll = useCallback(() => {
    if (map.viewport === 0) return;
    const to = scroller.current?.scrollTop ?? 0;
    const { top, scroll } = place.current;
    if (to === scroll) return;
    place.current = { top: topAfterScroll(map, top, scroll, to), scroll: to };
    if (isScaled(map)) flushSync(draw);
    else draw();
  }, [scroller, map, draw]);

  // The number of rows or the height has changed, or the grid was hidden: stay at the same rows, as far as they exist.
  useLayoutEffect(() => {
    if (map.viewport > 0) moveTo(place.current.top);
  }, [map, moveTo]);

  useTrueWheel(scroller, map, place, moveTo);
  useSettle(scroller, map, place, moveTo);

  return {
    ...drawn,
    spacerHeight: map.spacer,
    pageRows: Math.max(1, Math.floor(viewport / rowHeight)),
    onScroll,
    showRow: useCallback((row) => moveTo(topToShow(map, place.current.top, row, rowHeight)), [map, moveTo, rowHeight]),
    toTop: useCallback(() => moveTo(0), [moveTo]),
  };
}

function isSame(old: Drawn, span: RowSpan, layerTop: number): boolean {
  return old.layerTop === layerTop && old.span.first === span.first && old.span.end === span.end;
}

type Place = RefObject<{ top: number; scroll: number }>;

/** In a scaled scroller the wheel moves by true pixels. */
function useTrueWheel(
  scroller: RefObject<HTMLDivElement | null>,
  map: ScrollMap,
  place: Place,
  moveTo: (top: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !isScaled(map)) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE
          ? LINE_PX
          : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
            ? map.viewport
            : 1;
      if (event.deltaX !== 0) element.scrollLeft += event.deltaX * unit;
      moveTo(place.current.top + event.deltaY * unit);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, map, place, moveTo]);
}

/** After a finger has moved a scaled scroller by true pixels, its scroll bar is put right. */
function useSettle(
  scroller: RefObject<HTMLDivElement | null>,
  map: ScrollMap,
  place: Place,
  moveTo: (top: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !isScaled(map)) return undefined;
    let timer = 0;
    const settle = (): void => {
      if (Math.abs(scrollOfTop(map, place.current.top) - place.current.scroll) > 1) moveTo(place.current.top);
    };
    const onScroll = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(settle, SETTLE_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, map, place, moveTo]);
}

/** Height of an element inside its scroll bars, px; follows changes. */
function useClientHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const current = element.current;
    if (current === null) return undefined;
    const measure = (): void => setHeight(current.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
