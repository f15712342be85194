import { useCallback, useEffect, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import type { GridView } from './types.ts';
import { moveColumn, resizeColumn } from './view-changes.ts';

/** A header that is being dragged: the column, and where it would go. */
export interface DragMove {
  readonly column: string;
  /** The column that it would stand before; the number of columns for the end. */
  readonly to: number;
}

/** Handlers for a header's edge and body. */
export interface ColumnDrag {
  readonly move: DragMove | undefined;
  readonly startResize: (event: ReactPointerEvent<HTMLElement>, column: string, width: number) => void;
  readonly startMove: (event: ReactPointerEvent<HTMLElement>, column: string) => void;
  /** True just after a drag, whose click is none. */
  readonly wasDragged: () => boolean;
}

/** A press that moves less is a click, px. */
const DRAG_THRESHOLD = 5;

/** Dragging of header edges (width) and headers (order). `shown` is the order on screen. */
export function useColumnDrag(
  view: GridView,
  shown: readonly string[],
  onView: (change: Partial<GridView>) => void,
): ColumnDrag {
  const [move, setMove] = useState<DragMove>();
  const latest = useRef({ view, shown, onView });
  const dragged = useRef(false);
  const stop = useRef<() => void>(undefined);
  useEffect(() => {
    latest.current = { view, shown, onView };
  });
  useEffect(() => () => stop.current?.(), []);

  const startResize = useCallback((event: ReactPointerEvent<HTMLElement>, column: string, width: number) => {
    event.preventDefault();
    event.stopPropagation();
    const startX = event.clientX;
    stop.current = followPointer((now) => {
      const { view: current, onView: change } = latest.current;
      change(resizeColumn(current, column, width + now.clientX - startX));
    });
  }, []);

  const startMove = useCallback((event: ReactPointerEvent<HTMLElement>, column: string) => {
    dragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const startX = event.clientX;
    const headers = event.currentTarget.parentElement?.children ?? [];
    let to: number | undefined;
    stop.current = followPointer(
      (now) => {
        if (to === undefined && Math.abs(now.clientX - startX) < DRAG_THRESHOLD) return;
        dragged.current = true;
        to = dropPlace(headers, now.clientX);
        setMove({ column, to });
      },
      () => {
        setMove(undefined);
        if (to !== undefined) latest.current.onView(moveColumn(latest.current.shown, column, to));
      },
    );
  }, []);

  return { move, startResize, startMove, wasDragged: () => dragged.current };
}

/** The header before which a column dropped at `x` would stand. */
function dropPlace(headers: Iterable<Element> | ArrayLike<Element>, x: number): number {
  const cells = Array.from(headers).filter((element) => element.getAttribute('role') === 'columnheader');
  const at = cells.findIndex((element) => {
    const { left, width } = element.getBoundingClientRect();
    return x < left + width / 2;
  });
  return at < 0 ? cells.length : at;
}

/** Follows the pointer until it is let go; Escape or a lost pointer ends it without `end`. Returns how to stop. */
function followPointer(step: (event: PointerEvent) => void, end?: () => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const stop = (): void => ends.abort();
  window.addEventListener('pointermove', step, { signal });
  window.addEventListener('pointercancel', stop, { signal });
  window.addEventListener(
    'pointerup',
    () => {
      stop();
      end?.();
    },
    { signal },
  );
  return stop;
}
