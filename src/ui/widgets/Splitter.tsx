import { Group, Panel, Separator, useGroupRef } from 'react-resizable-panels';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { keepLayout, keptLayout } from './kept-layout.ts';
import styles from './Splitter.module.css';

export interface SplitterProps {
  /** By which the sizes are kept for the next visit; another one for each direction. */
  readonly name: string;
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

const PARTS = ['first', 'second'];

/** Two parts with a bar between them that mouse and arrow keys move. */
export function Splitter({
  name,
  direction,
  label,
  first,
  second,
  firstSize = 60,
  minSize = 15,
}: SplitterProps): ReactNode {
  const key = `${name}:${direction}`;
  const group = useGroupRef();
  const [began] = useState(() => keptLayout(key, PARTS));
  const before = useRef(key);
  useLayoutEffect(() => {
    const kept = before.current === key ? undefined : keptLayout(key, PARTS);
    before.current = key;
    if (kept !== undefined) group.current?.setLayout(kept);
  }, [group, key]);
  return (
    <Group
      groupRef={group}
      orientation={direction}
      className={styles.group}
      defaultLayout={began}
      onLayoutChanged={(layout, meta) => keepLayout(key, PARTS, layout, meta)}
    >
      <Panel id="first" className={styles.part} defaultSize={`${firstSize}%`} minSize={`${minSize}%`}>
        {first}
      </Panel>
      <Separator className={styles.bar} aria-label={label} />
      <Panel id="second" className={styles.part} defaultSize={`${100 - firstSize}%`} minSize={`${minSize}%`}>
        {second}
      </Panel>
    </Group>
  );
}
