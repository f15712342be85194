import { useEffect, type CSSProperties } from 'react';
import { GridHeader } from './GridHeader.tsx';
import { GridMenu } from './GridMenu.tsx';
import { HEADER } from './grid-keys.ts';
import { activeId } from './grid-places.ts';
import { GridRows } from './GridRows.tsx';
import { HeaderTip } from './HeaderTip.tsx';
import { gridTemplate } from './layout.ts';
import type { DataGridProps } from './types.ts';
import { useColumnDrag } from './use-column-drag.ts';
import { useCopy } from './use-copy.ts';
import { useGridActions } from './use-grid-actions.ts';
import { HEADER_HEIGHT, useGridFrame } from './use-grid-frame.ts';
import type { GridFocus } from './use-grid-focus.ts';
import { useHeaderTip } from './use-header-tip.ts';
import { nextSort } from './view-changes.ts';
import styles from './DataGrid.module.css';

/** Tells of several chosen rows. */
function useRange(range: GridFocus['range'], onRange: DataGridProps['onRange']): void {
  const { first, last } = range ?? {};
  useEffect(() => {
    onRange?.(first === undefined || last === undefined || first === last ? undefined : { first, last });
  }, [first, last, onRange]);
}

/** A table of any number of rows: only those in view are asked for and drawn. */
export function DataGrid(props: DataGridProps) {
  const { label, view, onView, rows } = props;
  const frame = useGridFrame(props);
  const { gridId, scroller, model, shown, virtual } = frame;
  const tip = useHeaderTip();
  const actions = useGridActions(props, frame, () => tip.hover(undefined, undefined));
  const { focus, menus } = actions;
  useRange(focus.range, props.onRange);
  const copying = useCopy(rows, focus, model.ids);
  const drag = useColumnDrag(view, model.ids, onView);
  const style: CSSProperties & Record<'--columns', string> = {
    '--columns': gridTemplate(model.placed),
    width: model.totalWidth,
    height: virtual.spacerHeight + HEADER_HEIGHT,
  };
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={shown + 1}
        aria-colcount={model.placed.length}
        aria-multiselectable="true"
        aria-busy={rows.pending}
        data-overtaken={props.overtaken === true ? '' : undefined}
        aria-activedescendant={activeId(gridId, focus.active, virtual.span)}
        className={styles.grid}
        onScroll={virtual.onScroll}
        onKeyDown={focus.onKeyDown}
        onCopy={copying.onCopy}
      >
        <div role="presentation" className={styles.spacer} style={style}>
          <GridHeader
            gridId={gridId}
            placed={model.placed}
            sort={view.sort}
            active={focus.active}
            drag={drag}
            tipId={`${gridId}-tip`}
            tipColumn={tip.target.column}
            onSort={(column, at) => {
              focus.moveTo({ position: HEADER, column: at }, false);
              if (column.sortable) onView(nextSort(view.sort, column.description.id));
            }}
            onMenu={(column, _at, header) => menus.openOfColumn(column, header)}
            onHover={tip.hover}
          />
          <GridRows grid={props} frame={frame} actions={actions} />
        </div>
      </div>
      {shown === 0 && <div className={styles.empty}>{props.empty}</div>}
      <HeaderTip id={`${gridId}-tip`} description={tip.target.column?.description} anchor={tip.target.anchor} />
      {menus.menu !== undefined && <GridMenu {...menus.menu} onClose={menus.close} />}
      <span role="status" className="visually-hidden">
        {copying.said}
      </span>
    </div>
  );
}
