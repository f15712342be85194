/** A text that wants to stand at a pixel of the axis. */
export interface AxisLabel {
  readonly x: number;
  readonly text: string;
  /** `beside`: right of its pixel, or left of it where it would be cut; `before`: left of it, or around it. */
  readonly place: 'before' | 'beside';
  /** Means nothing unless this one has its place, which comes first. */
  readonly needs?: AxisLabel | undefined;
}

/** A text with the pixel at which it begins. */
export interface PlacedLabel {
  readonly text: string;
  readonly left: number;
}

/** Pixels between a tick and its text, and the least between two texts. */
const BESIDE = 4;
const BETWEEN = 8;

/**
 * Puts texts on an axis so that none meets another: those that come first have their place first, and what has none is left
 * out.
 * @param widthOf width of a text in pixels
 */
export function placeLabels(
  labels: readonly AxisLabel[],
  width: number,
  widthOf: (text: string) => number,
): readonly PlacedLabel[] {
  const taken: { readonly left: number; readonly right: number }[] = [];
  const placed: PlacedLabel[] = [];
  const there = new Set<AxisLabel>();
  for (const label of labels) {
    const { x, text, place, needs } = label;
    if (needs !== undefined && !there.has(needs)) continue;
    const size = widthOf(text);
    const wishes =
      place === 'beside'
        ? [x + BESIDE, x - BESIDE - size]
        : [x - BESIDE - size, Math.min(Math.max(0, x - size / 2), width - size)];
    const left = wishes.find(
      (wish) =>
        wish >= 0 &&
        wish + size <= width &&
        taken.every((other) => wish + size + BETWEEN <= other.left || wish >= other.right + BETWEEN),
    );
    if (left === undefined) continue;
    taken.push({ left, right: left + size });
    placed.push({ text, left });
    there.add(label);
  }
  return placed;
}
