import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ReactNode } from 'react';
import bar from '../widgets/Splitter.module.css';
import styles from './DetailSplit.module.css';

interface DetailSplitProps {
  /** `vertical`: the detail is below; `horizontal`: beside. */
  readonly direction: 'horizontal' | 'vertical';
  readonly label: string;
  readonly table: ReactNode;
  /** undefined: the table has all the room. */
  readonly detail: ReactNode;
  /** Share of the detail at the start, percent. */
  readonly detailSize: number;
}

/** A table with a detail pane that comes and goes; the table stays as it is meanwhile. */
export function DetailSplit({ direction, label, table, detail, detailSize }: DetailSplitProps) {
  return (
    <div className={styles.frame}>
      <Group orientation={direction}>
        <Panel id="table" className={styles.part} minSize="15%">
          {table}
        </Panel>
        {detail !== undefined && (
          <>
            <Separator id="bar" className={bar.bar} aria-label={label} />
            <Panel id="detail" className={styles.part} defaultSize={`${detailSize}%`} minSize="15%">
              {detail}
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}
