import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ReactNode } from 'react';
import { keepLayout, keptLayout } from '../widgets/kept-layout.ts';
import bar from '../widgets/Splitter.module.css';
import styles from './DetailSplit.module.css';

interface DetailSplitProps {
  /** By which the sizes are kept for the next visit. */
  readonly name: string;
  /** `vertical`: the detail is below; `horizontal`: beside. */
  readonly direction: 'horizontal' | 'vertical';
  readonly label: string;
  readonly table: ReactNode;
  /** undefined: the table has all the room. */
  readonly detail: ReactNode;
  /** Share of the detail at the start, percent. */
  readonly detailSize: number;
}

const PARTS = ['table', 'detail'];

/** A table with a detail pane that comes and goes; the table stays as it is meanwhile. */
export function DetailSplit({ name, direction, label, table, detail, detailSize }: DetailSplitProps) {
  const key = `${name}:${direction}`;
  const size = keptLayout(key, PARTS)?.['detail'] ?? detailSize;
  return (
    <div className={styles.frame}>
      <Group orientation={direction} onLayoutChanged={(layout, meta) => keepLayout(key, PARTS, layout, meta)}>
        <Panel id="table" className={styles.part} minSize="15%">
          {table}
        </Panel>
        {detail !== undefined && (
          <>
            <Separator id="bar" className={bar.bar} aria-label={label} />
            <Panel id="detail" className={styles.part} defaultSize={`${size}%`} minSize="15%">
              {detail}
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}
