import type { TimeRange } from '../../../core/model/question.ts';

/** What was shown, and what is shown now; undefined is the whole capture. */
export interface ZoomHistory {
  readonly view: TimeRange | undefined;
  /** Oldest first. */
  readonly past: readonly (TimeRange | undefined)[];
  /** What led to the view, and when, ms; undefined: one step by itself. */
  readonly gesture: { readonly name: string; readonly at: number } | undefined;
}

export const NO_ZOOM: ZoomHistory = { view: undefined, past: [], gesture: undefined };

/** Turns of a wheel and presses of a key that follow each other as quickly as this, ms, are one step. */
const ONE_GESTURE = 800;
const MOST_STEPS = 100;

/** Shows another stretch. Without a gesture it is a step of its own. */
export function stepTo(
  history: ZoomHistory,
  view: TimeRange | undefined,
  gesture: ZoomHistory['gesture'] = undefined,
): ZoomHistory {
  if (isSame(view, history.view)) return history;
  const { name, at } = history.gesture ?? { name: '', at: 0 };
  if (gesture !== undefined && gesture.name === name && gesture.at - at <= ONE_GESTURE)
    return { ...history, view, gesture };
  return { view, past: [...history.past, history.view].slice(-MOST_STEPS), gesture };
}

/** Shows what was shown before the last step; without one the whole capture. */
export function stepBack({ past }: ZoomHistory): ZoomHistory {
  return { view: past.at(-1), past: past.slice(0, -1), gesture: undefined };
}

function isSame(a: TimeRange | undefined, b: TimeRange | undefined): boolean {
  return a?.fromNs === b?.fromNs && a?.toNs === b?.toNs;
}
