import { memo } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '../widgets/class-names.ts';
import type { LadderRow } from './layout.ts';
import { arrowPaths, labelPlace, type LabelRoom } from './row-geometry.ts';
import { isTrouble, labelOf } from './words.ts';
import styles from './Ladder.module.css';

export interface LadderRowViewProps {
  readonly id: string;
  readonly row: LadderRow;
  readonly time: string;
  /** What a screen reader says after time and label. */
  readonly spoken: string;
  /** Where the line of the events' times is. */
  readonly spine: number;
  /** From where labels may begin. */
  readonly left: number;
  readonly width: number;
  readonly position: number;
  readonly count: number;
  readonly active: boolean;
  readonly onPress: (position: number) => void;
}

/** One packet: time at the left, an arrow from host to host with its label. */
export const LadderRowView = memo(function LadderRowView(props: LadderRowViewProps): ReactNode {
  const { id, row, time, spoken, spine, left, width, position, count, active, onPress } = props;
  const { kind, number, y, top, bottom } = row;
  return (
    <g
      id={id}
      role="option"
      aria-selected={active}
      aria-posinset={position + 1}
      aria-setsize={count}
      className={classNames(styles.row, styles[kind], isTrouble(row.packet) && styles.trouble, active && styles.active)}
      onClick={() => {
        if (document.getSelection()?.isCollapsed !== false) onPress(position);
      }}
    >
      <desc>{spoken}</desc>
      <rect className={styles.ground} x={0} y={top} width={width} height={bottom - top} />
      <text className={styles.time} x={spine - 8} y={y + 4} textAnchor="end">
        {time}
      </text>
      {number > 0 && <circle className={styles.knot} cx={spine} cy={y} r={3} />}
      <Arrow row={row} />
      <Label row={row} left={left} right={width - 8} />
    </g>
  );
});

function Arrow({ row }: { readonly row: LadderRow }): ReactNode {
  const { line, head, start } = arrowPaths(row);
  return (
    <>
      <path className={styles.line} d={line} />
      <path className={styles.head} d={head} />
      {start !== undefined && <circle className={styles.start} cx={start.x} cy={start.y} r={2} />}
    </>
  );
}

interface LabelProps extends LabelRoom {
  readonly row: LadderRow;
}

function Label({ row, left, right }: LabelProps): ReactNode {
  const full = labelOf(row.packet);
  const { x, y, anchor, text } = labelPlace(row, full, { left, right });
  return (
    <text className={styles.label} x={x} y={y} textAnchor={anchor}>
      <title>{full}</title>
      {text}
    </text>
  );
}
