import type { LadderRow } from './layout.ts';
import { fitLabel } from './words.ts';

/** Size of an arrow's head and of the loop of a packet to its own sender, CSS pixels. */
const HEAD = 7;
const LOOP = 36;
const LOOP_LABEL = 260;
/** From this length an arrow's label stands at its left end. */
const WIDE = 600;

/** An arrow as paths of SVG. */
export interface ArrowPaths {
  readonly line: string;
  readonly head: string;
  /** Where the dot of its sender is; a loop has none. */
  readonly start: { readonly x: number; readonly y: number } | undefined;
}

/** The arrow of a packet from lifeline to lifeline, or back to its own. */
export function arrowPaths({ fromX, toX, y }: LadderRow): ArrowPaths {
  if (fromX === toX)
    return {
      line: `M${fromX},${y - 10} h${LOOP} v10 H${fromX + HEAD}`,
      head: `M${fromX},${y} l${HEAD},${-HEAD / 2} v${HEAD} z`,
      start: undefined,
    };
  const side = Math.sign(toX - fromX);
  return {
    line: `M${fromX},${y} H${toX - side * HEAD}`,
    head: `M${toX},${y} l${-side * HEAD},${-HEAD / 2} v${HEAD} z`,
    start: { x: fromX, y },
  };
}

/** Where the label of an arrow stands, and as much of it as fits: in the middle, or at the left end of a long one. */
export function labelPlace(
  { fromX, toX, y, kind }: LadderRow,
  full: string,
): { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle'; readonly text: string } {
  const span = Math.abs(toX - fromX);
  const atStart = span === 0 || span > WIDE;
  const x = span === 0 ? fromX + LOOP + 6 : atStart ? Math.min(fromX, toX) + HEAD + 3 : (fromX + toX) / 2;
  return {
    x,
    y: y - (kind === 'event' ? 6 : 4),
    anchor: atStart ? 'start' : 'middle',
    text: fitLabel(full, span === 0 ? LOOP_LABEL : span - 16),
  };
}
