import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ReactNode } from 'react';
import styles from './Splitter.module.css';

export interface SplitterProps {
  /** `horizontal`: side by side; `vertical`: one above the other. */
  readonly direction: 'horizontal' | 'vertical';
  /** Accessible name of the bar between. */
  readonly label: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Share of the first part at the start, percent. */
  readonly firstSize?: number;
  /** Least share of each part, percent. */
  readonly minSize?: number;
}

/** Two parts with a bar between them that mouse and arrow keys move. */
export function Splitter({ direction, label, first, second, firstSize = 60, minSize = 15 }: SplitterProps): ReactNode {
  return (
    <Group orientation={direction} className={styles.group}>
      <Panel className={styles.part} defaultSize={`${firstSize}%`} minSize={`${minSize}%`}>
        {first}
      </Panel>
      <Separator className={styles.bar} aria-label={label} />
      <Panel className={styles.part} defaultSize={`${100 - firstSize}%`} minSize={`${minSize}%`}>
        {second}
      </Panel>
    </Group>
  );
}
