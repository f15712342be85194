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
  /** Rows of the table; 0: something stands in their place. */
  readonly rows: number;
  /** undefined: the table has all the room. */
  readonly detail: ReactNode;
  /** Share of the detail at the start, percent. */
  readonly detailSize: number;
}

const PARTS = ['table', 'detail'];

/** A table with a detail pane that comes and goes; the table stays as it is meanwhile. */
export function DetailSplit({ name, direction, label, table, rows, detail, detailSize }: DetailSplitProps) {
  const key = `${name}:${direction}`;
  const size = keptLayout(key, PARTS)?.['detail'] ?? detailSize;
  const most = direction === 'vertical' && detail !== undefined ? heightOfRows(rows) : undefined;
  return (
    <div className={styles.frame}>
      <Group
        orientation={direction}
        onLayoutChanged={(layout, meta) => {
          // A size that few rows give is nobody's choice.
          if (most === undefined) keepLayout(key, PARTS, layout, meta);
        }}
      >
        <Panel
          id="table"
          className={styles.part}
          {...(most === undefined ? { minSize: '15%' } : { minSize: most, maxSize: most })}
        >
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

/** Below so many rows the table takes no more room than they need: the detail has the rest. */
const FEW_ROWS = 6;
/** Header and scroll bar, and a row, CSS pixels. */
const FRAME = 44;
const ROW = 24;

/** Room for few rows, CSS pixels; undefined for none and for many. */
function heightOfRows(rows: number): number | undefined {
  return rows > 0 && rows < FEW_ROWS ? FRAME + ROW * rows : undefined;
}
