import { memo } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '../widgets/class-names.ts';
import type { LadderRow } from './layout.ts';
import { fitLabel, labelOf } from './words.ts';
import styles from './Ladder.module.css';

export interface LadderRowViewProps {
  readonly id: string;
  readonly row: LadderRow;
  readonly time: string;
  /** What a screen reader says after time and label. */
  readonly spoken: string;
  /** Where the line of the events' times is. */
  readonly spine: number;
  readonly width: number;
  readonly position: number;
  readonly count: number;
  readonly active: boolean;
  readonly onPress: (position: number) => void;
}

/** Size of an arrow's head and of the loop of a packet to its own sender, CSS pixels. */
const HEAD = 7;
const LOOP = 36;
const LOOP_LABEL = 260;
/** From this length an arrow's label stands at its left end. */
const WIDE = 600;

/** One packet: time at the left, an arrow from host to host with its label. */
export const LadderRowView = memo(function LadderRowView(props: LadderRowViewProps): ReactNode {
  const { id, row, time, spoken, spine, width, position, count, active, onPress } = props;
  const { kind, number, y, top, bottom } = row;
  return (
    <g
      id={id}
      role="option"
      aria-selected={active}
      aria-posinset={position + 1}
      aria-setsize={count}
      className={classNames(styles.row, styles[kind], active && styles.active)}
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
      <Label row={row} />
    </g>
  );
});

function Arrow({ row: { fromX, toX, y } }: { readonly row: LadderRow }): ReactNode {
  if (fromX === toX) {
    return (
      <>
        <path className={styles.line} d={`M${fromX},${y - 10} h${LOOP} v10 H${fromX + HEAD}`} />
        <path className={styles.head} d={`M${fromX},${y} l${HEAD},${-HEAD / 2} v${HEAD} z`} />
      </>
    );
  }
  const side = Math.sign(toX - fromX);
  return (
    <>
      <path className={styles.line} d={`M${fromX},${y} H${toX - side * HEAD}`} />
      <path className={styles.head} d={`M${toX},${y} l${-side * HEAD},${-HEAD / 2} v${HEAD} z`} />
      <circle className={styles.start} cx={fromX} cy={y} r={2} />
    </>
  );
}

/** In the middle of its arrow; at the left end of one that may reach out of view. */
function Label({ row }: { readonly row: LadderRow }): ReactNode {
  const { fromX, toX, y, kind, packet } = row;
  const full = labelOf(packet);
  const span = Math.abs(toX - fromX);
  const atStart = span === 0 || span > WIDE;
  const x = span === 0 ? fromX + LOOP + 6 : atStart ? Math.min(fromX, toX) + HEAD + 3 : (fromX + toX) / 2;
  const room = span === 0 ? LOOP_LABEL : span - 16;
  return (
    <text className={styles.label} x={x} y={y - (kind === 'event' ? 6 : 4)} textAnchor={atStart ? 'start' : 'middle'}>
      <title>{full}</title>
      {fitLabel(full, room)}
    </text>
  );
}
