import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { formatByClock } from '../../base/format-clock.ts';
import { formatCount } from '../../base/format.ts';
import type { FlowShape } from '../../core/model/question.ts';
import { readColors } from '../theme/colors.ts';
import { SavePicture } from '../widgets/picture/SavePicture.tsx';
import { pictureOf, type Picture } from '../widgets/picture/svg.ts';
import { barsPath, shapeBars, shapeLabel } from './shape-geometry.ts';
import type { ShapeLayout } from './shape-geometry.ts';
import styles from './SequenceChart.module.css';

const LAYOUT: ShapeLayout = { width: 480, side: 60, bar: 8, least: 3, decade: 9 };
type Clock = Parameters<typeof formatByClock>[1];

/** A packet of the sequence in words; its gap is one of the meter's clock. */
export function packetWords({ direction, size, gapMs }: FlowShape, at: number, clock: Clock = 'ms'): string {
  const gap = at === 0 ? '' : `, ${formatByClock(gapMs[at] ?? 0, clock)} after the one before`;
  return `Packet ${at + 1}, ${direction[at] === 1 ? 'back' : 'out'}, ${formatCount(size[at] ?? 0)} B${gap}`;
}

/** A flow's first packets large: bars up for out, down for back; the one under the pointer in words. */
export function SequenceChart({ shape, clock }: { readonly shape: FlowShape; readonly clock: Clock }) {
  const svg = useRef<SVGSVGElement>(null);
  const [hovered, setHovered] = useState<number>();
  const bars = shapeBars(shape, LAYOUT);
  const marked = hovered === undefined ? undefined : bars[hovered];
  const hover = (event: PointerEvent): void => {
    const { left, width } = svg.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    const x = ((event.clientX - left) / width) * LAYOUT.width;
    setHovered(nearest(bars, x));
  };
  return (
    <div className={styles.frame}>
      <svg
        ref={svg}
        role="img"
        aria-label={`First packets of the flow. ${shapeLabel(shape)}`}
        className={styles.chart}
        viewBox={`0 0 ${LAYOUT.width} ${LAYOUT.side * 2 + 1}`}
        onPointerMove={hover}
        onPointerLeave={() => setHovered(undefined)}
      >
        {marked !== undefined && (
          <rect className={styles.marked} x={marked.x - 2} y={0} width={LAYOUT.bar + 4} height={LAYOUT.side * 2 + 1} />
        )}
        <path className={styles.axis} d={`M0 ${LAYOUT.side}h${LAYOUT.width}v1h-${LAYOUT.width}z`} />
        <path className={styles.forward} d={barsPath(bars, false, LAYOUT)} />
        <path className={styles.backward} d={barsPath(bars, true, LAYOUT)} />
      </svg>
      <div className={styles.below}>
        <p className={styles.words}>
          {hovered === undefined
            ? `${shapeLabel(shape)}. Height: size; distance: gap, both compressed.`
            : packetWords(shape, hovered, clock)}
        </p>
        <SavePicture name="first-packets" make={() => pictureOfShape(svg.current)} />
      </div>
    </div>
  );
}

/** The bars alone, in the colours of the page. */
function pictureOfShape(svg: SVGSVGElement | null): Picture | undefined {
  const frame = svg?.parentElement;
  return svg === null || !frame ? undefined : pictureOf(svg, readColors(frame, ['--bg'])['--bg']);
}

function nearest(bars: readonly { x: number }[], x: number): number | undefined {
  let best: number | undefined;
  let distance = Infinity;
  bars.forEach((bar, at) => {
    const away = Math.abs(bar.x + LAYOUT.bar / 2 - x);
    if (away >= distance) return;
    distance = away;
    best = at;
  });
  return best;
}
