import type { MouseEvent } from 'react';

/** A popover that opens while a button of the mouse, or a finger, is down would be closed by its release. */
export function onceReleased(event: MouseEvent, open: () => void): void {
  const byFinger = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch';
  if (event.buttons === 0 && !byFinger) return open();
  whenReleased(open);
}

/** Does something once the button or the finger that is down is up, or the browser takes it for a gesture of its own. */
export function whenReleased(then: () => void): void {
  const ends = new AbortController();
  const up = (): void => {
    ends.abort();
    setTimeout(then);
  };
  addEventListener('pointerup', up, { signal: ends.signal });
  addEventListener('pointercancel', up, { signal: ends.signal });
}
