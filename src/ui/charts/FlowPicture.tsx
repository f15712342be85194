import { memo } from 'react';
import type { FlowShape } from '../../core/model/question.ts';
import { barsPath, shapeBars, shapeLabel } from './shape-geometry.ts';
import type { ShapeLayout } from './shape-geometry.ts';
import styles from './FlowPicture.module.css';

const LAYOUT: ShapeLayout = { width: 132, side: 10, bar: 3, least: 1, decade: 2.5 };

/** A flow's first packets at a glance: out upwards, back downwards. Two paths, so that a screen of them costs little. */
export const FlowPicture = memo(function FlowPicture({ shape }: { readonly shape: FlowShape }) {
  const bars = shapeBars(shape, LAYOUT);
  return (
    <svg
      role="img"
      aria-label={shapeLabel(shape)}
      className={styles.picture}
      width={LAYOUT.width}
      height={LAYOUT.side * 2 + 1}
    >
      <path className={styles.axis} d={`M0 ${LAYOUT.side}h${LAYOUT.width}v1h-${LAYOUT.width}z`} />
      <path className={styles.forward} d={barsPath(bars, false, LAYOUT)} />
      <path className={styles.backward} d={barsPath(bars, true, LAYOUT)} />
    </svg>
  );
});
