import { useCallback, useState } from 'react';
import type { TimeRange } from '../../core/model/question.ts';
import { NO_ZOOM, stepBack, stepTo } from '../charts/time-strip/zoom-history.ts';

/** What the strip shows, and the ways to what it showed before. */
export interface Zoom {
  /** undefined: the whole capture. */
  readonly view: TimeRange | undefined;
  readonly canGoBack: boolean;
  /** With a gesture: what follows it at once by the same one is one step. */
  readonly show: (view: TimeRange | undefined, gesture?: string) => void;
  readonly back: () => void;
}

/** The zoom of the strip, with its steps. */
export function useZoom(): Zoom {
  const [history, setHistory] = useState(NO_ZOOM);
  const show = useCallback((view: TimeRange | undefined, gesture?: string) => {
    const at = performance.now();
    setHistory((before) => stepTo(before, view, gesture === undefined ? undefined : { name: gesture, at }));
  }, []);
  const back = useCallback(() => setHistory(stepBack), []);
  return { view: history.view, canGoBack: history.past.length > 0, show, back };
}
