import type { LadderRow } from './layout.ts';
import { fitLabel, labelWidth } from './words.ts';

/** Size of an arrow's head and of the loop of a packet to its own sender, CSS pixels. */
const HEAD = 7;
const LOOP = 36;
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

/** From where to where labels may reach, CSS pixels. */
export interface LabelRoom {
  readonly left: number;
  readonly right: number;
}

/**
 * Where the label of an arrow stands, and as much of it as fits: over the middle of its arrow, or at the left end of a long one; one
 * that is longer than its arrow takes the room beside, which no other row needs.
 */
export function labelPlace(
  { fromX, toX, y, kind }: LadderRow,
  full: string,
  { left, right }: LabelRoom,
): { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle'; readonly text: string } {
  const span = Math.abs(toX - fromX);
  const over = y - (kind === 'other' ? 4 : 6);
  const width = labelWidth(full);
  if (span > 0 && width <= span - 16 && span <= WIDE)
    return { x: (fromX + toX) / 2, y: over, anchor: 'middle', text: full };
  const first = span === 0 ? fromX + LOOP + 6 : Math.min(fromX, toX) + HEAD + 3;
  // As far to the left as it takes to end within the picture.
  const x = Math.max(left, Math.min(first, right - width));
  return { x, y: over, anchor: 'start', text: fitLabel(full, right - x) };
}
