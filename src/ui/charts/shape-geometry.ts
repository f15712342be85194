import type { FlowShape } from '../../core/model/question.ts';

/**
 * Where the first packets of a flow stand in its picture. Sizes and gaps are compressed by fixed rules, the same for all
 * flows, so that flows of one kind look alike.
 */

/** One packet's bar, in the picture's units. */
export interface ShapeBar {
  /** Left edge. */
  readonly x: number;
  /** Height over (forward) or under (backward) the middle line, never 0. */
  readonly height: number;
  readonly backward: boolean;
}

/** How a picture is drawn; CSS pixels. */
export interface ShapeLayout {
  readonly width: number;
  /** Height of one side. */
  readonly side: number;
  readonly bar: number;
  /** Between two packets without a gap. */
  readonly least: number;
  /** Added for each power of ten of the gap above 1 ms. */
  readonly decade: number;
}

/** Size that fills a side: a full Ethernet frame. Larger ones fill it, too. */
const FULL_SIZE = 1514;
const LEAST_HEIGHT = 1.5;

/** The bars of a flow's first packets. A picture that would be too wide is pressed together. */
export function shapeBars(shape: FlowShape, layout: ShapeLayout): readonly ShapeBar[] {
  let x = 0;
  const places = shape.gapMs.map((gap, at) => {
    if (at > 0) x += layout.bar + layout.least + layout.decade * Math.log10(1 + Math.max(0, gap));
    return x;
  });
  const press = Math.min(1, (layout.width - layout.bar) / Math.max(x, 1));
  return places.map((place, at) => ({
    x: Math.round(place * press * 4) / 4,
    height: barHeight(shape.size[at] ?? 0, layout.side),
    backward: shape.direction[at] === 1,
  }));
}

/** Square root: small packets stay visible, large ones apart. */
function barHeight(size: number, side: number): number {
  const part = Math.sqrt(Math.min(Math.max(size, 0), FULL_SIZE) / FULL_SIZE);
  return Math.round(Math.max(LEAST_HEIGHT, part * side) * 4) / 4;
}

/** One path for all bars of a direction, as SVG path data. */
export function barsPath(bars: readonly ShapeBar[], backward: boolean, { side, bar }: ShapeLayout): string {
  return bars
    .filter((candidate) => candidate.backward === backward)
    .map(({ x, height }) =>
      backward ? `M${x} ${side + 1}h${bar}v${height}h-${bar}z` : `M${x} ${side}h${bar}v-${height}h-${bar}z`,
    )
    .join('');
}

/** The picture in words: "20 packets: 9 out, 11 back". */
export function shapeLabel({ direction }: FlowShape): string {
  const back = direction.filter((side) => side === 1).length;
  const count = direction.length;
  return `${count} ${count === 1 ? 'packet' : 'packets'}: ${count - back} out, ${back} back`;
}
