import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/** What a turn of the wheel means. */
export type WheelTurn =
  | { readonly type: 'zoom'; readonly factor: number }
  /** Moves the view by so many pixels. */
  | { readonly type: 'pan'; readonly pixels: number };

/** Pixels of a line and of a page, for wheels that count in these. */
const LINE = 16;
const PAGE = 400;
/** Pixels of the wheel that make what is shown e times as long; of a pinch, which the browser tells as Ctrl and wheel. */
const ZOOM_PIXELS = 400;
const PINCH_PIXELS = 100;
/** A wheel is not taken for more than this at once. */
const MOST_PIXELS = 240;

/** Up and down zooms; sideways, or with Shift, moves. */
export function turnOf({
  deltaX,
  deltaY,
  deltaMode,
  ctrlKey,
  shiftKey,
}: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'shiftKey'>): WheelTurn | undefined {
  const unit = deltaMode === 1 ? LINE : deltaMode === 2 ? PAGE : 1;
  const sideways = Math.abs(deltaX) > Math.abs(deltaY);
  if (deltaX === 0 && deltaY === 0) return undefined;
  if (!ctrlKey && (sideways || shiftKey)) return { type: 'pan', pixels: (sideways ? deltaX : deltaY) * unit };
  const pixels = Math.max(-MOST_PIXELS, Math.min(MOST_PIXELS, deltaY * unit));
  const factor = Math.exp(pixels / (ctrlKey && Math.abs(pixels) < 50 ? PINCH_PIXELS : ZOOM_PIXELS));
  return { type: 'zoom', factor };
}

/** Listens to the wheel over an element, and keeps the page and its zoom as they are. */
export function useWheel(box: RefObject<HTMLElement | null>, turned: (turn: WheelTurn, x: number) => void): void {
  const turn = useEffectEvent(turned);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const meant = turnOf(event);
      if (meant !== undefined) turn(meant, event.clientX - element.getBoundingClientRect().left);
    };
    // React's own listener is passive: it could not keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [box]);
}
