import { useCallback, useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Part of a scroller's content that is in view, and its width. CSS pixels. */
export interface ScrollSpan {
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

const NOTHING: ScrollSpan = { top: 0, bottom: 0, width: 0 };
/** Steps of the answer, so that a few pixels of scrolling draw nothing anew. */
const STEP = 200;

/** Follows a scroller: what is in view, in steps of 200 pixels, with one step more at each end. */
export function useScrollSpan(scroller: RefObject<HTMLElement | null>): ScrollSpan {
  const [span, setSpan] = useState(NOTHING);
  const read = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const top = Math.max(0, (Math.floor(element.scrollTop / STEP) - 1) * STEP);
    const bottom = (Math.ceil((element.scrollTop + element.clientHeight) / STEP) + 1) * STEP;
    const width = element.clientWidth;
    setSpan((old) => (old.top === top && old.bottom === bottom && old.width === width ? old : { top, bottom, width }));
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    read();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller, read]);
  return span;
}
