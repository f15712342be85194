import { useCallback, useEffect, useRef, useState } from 'react';
import type { GridColumn } from './types.ts';

/** The header whose help is shown. */
export interface TipTarget {
  readonly column: GridColumn | undefined;
  readonly anchor: Element | undefined;
}

const NOTHING: TipTarget = { column: undefined, anchor: undefined };
const DELAY_MS = 450;

/** Help of the header under the pointer, after a moment. */
export function useHeaderTip(): {
  target: TipTarget;
  hover: (column: GridColumn | undefined, anchor: Element | undefined) => void;
} {
  const [target, setTarget] = useState(NOTHING);
  const timer = useRef(0);
  const hover = useCallback((column: GridColumn | undefined, anchor: Element | undefined) => {
    clearTimeout(timer.current);
    if (column === undefined || anchor === undefined) setTarget(NOTHING);
    else timer.current = window.setTimeout(() => setTarget({ column, anchor }), DELAY_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { target, hover };
}
