import { useEffect, useRef } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import { placeUnder } from '../widgets/Popover.tsx';
import popoverStyles from '../widgets/Popover.module.css';
import styles from './HeaderTip.module.css';

interface HeaderTipProps {
  readonly id: string;
  readonly description: ColumnDescription | undefined;
  readonly anchor: Element | undefined;
}

/** What a column means, over everything else, while its header is under the pointer or has the focus. */
export function HeaderTip({ id, description, anchor }: HeaderTipProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (description === undefined || anchor === undefined) {
      if (element.matches(':popover-open')) element.hidePopover();
      return;
    }
    if (!element.matches(':popover-open')) element.showPopover();
    placeUnder(element, anchor.getBoundingClientRect());
  }, [description, anchor]);
  return (
    <div ref={box} id={id} popover="manual" role="tooltip" className={`${popoverStyles.box} ${styles.tip}`}>
      {description !== undefined && <ColumnHelp description={description} />}
    </div>
  );
}

/** Name, help, formula and unit of a column. */
export function ColumnHelp({ description }: { readonly description: ColumnDescription }) {
  const { id, help, formula, unit } = description;
  return (
    <>
      <p className={styles.help}>{help}</p>
      {formula !== '' && <p className={styles.formula}>{formula}</p>}
      <p className={styles.facts}>
        <code>{id}</code>
        {unit !== '' && <span> in {unit}</span>}
      </p>
    </>
  );
}
