import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { ColumnMenu } from './ColumnMenu.tsx';
import type { OpenMenu } from './ColumnMenu.tsx';
import { GridHeader } from './GridHeader.tsx';
import { GridRow } from './GridRow.tsx';
import { HEADER } from './grid-keys.ts';
import type { ActiveCell, GridAction } from './grid-keys.ts';
import { activeId, cellId, cellOfEvent, isSelected, showColumn } from './grid-places.ts';
import { HeaderTip } from './HeaderTip.tsx';
import { fittingPins, gridTemplate } from './layout.ts';
import type { GridColumn, GridRows, GridView, OpenedCell, RowTone } from './types.ts';
import { useColumnDrag } from './use-column-drag.ts';
import { useColumnModel } from './use-column-model.ts';
import { useCopy } from './use-copy.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useHeaderTip } from './use-header-tip.ts';
import { useShowSelected } from './use-show-selected.ts';
import { useStableColumns } from './use-stable-columns.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import { useWidth } from '../widgets/use-width.ts';
import { nextSort, resizeColumn, stepColumn } from './view-changes.ts';
import styles from './DataGrid.module.css';

const ROW_HEIGHT = 24;
const HEADER_HEIGHT = 27;

interface DataGridProps {
  /** Accessible name of the grid. */
  readonly label: string;
  /** All columns that there are; the same array from render to render. */
  readonly columns: readonly GridColumn[];
  readonly columnsAtFirst: readonly string[];
  readonly view: GridView;
  readonly onView: (change: Partial<GridView>) => void;
  readonly rows: GridRows;
  /** Number of the selected row in the table. */
  readonly selected: number | undefined;
  readonly onSelect: (row: number | undefined) => void;
  /** Enter or double press on a row, after it was selected. */
  readonly onOpen?: (row: number, opened: OpenedCell) => void;
  /** Marks rows, or makes them recede beside others; by their numbers in the table. */
  readonly toneOf?: (row: number) => RowTone | undefined;
  /** What a mark at a row's edge says. */
  readonly matchedText?: string;
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode;
}

const nothing = (): void => undefined;

/** A table of any number of rows: only those in view are asked for and drawn. */
export function DataGrid(props: DataGridProps) {
  const {
    label,
    columns,
    columnsAtFirst,
    view,
    onView,
    rows,
    selected,
    onSelect,
    onOpen = nothing,
    matchedText = 'In a sequence.',
  } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const pinned = useMemo(
    () => fittingPins(view, columns, columnsAtFirst, width),
    [view, columns, columnsAtFirst, width],
  );
  const model = useColumnModel(columns, columnsAtFirst, view, pinned);
  const shown = rows.window?.shown ?? 0;
  const virtual = useVirtualRows(scroller, shown, ROW_HEIGHT, HEADER_HEIGHT);
  const { span, showRow } = virtual;
  const { want } = rows;
  useEffect(() => want(span.first, Math.max(span.end - span.first, virtual.pageRows)), [want, span, virtual.pageRows]);
  useTopOfQuestion(rows.questionKey, virtual.toTop);
  const revealed = useShowSelected(rows, selected, showRow);

  const show = useCallback(
    (cell: ActiveCell) => {
      if (cell.position !== HEADER) showRow(cell.position);
      showColumn(scroller.current, model.placed, cell.column, model.pinnedWidth);
    },
    [showRow, model],
  );
  const [menu, setMenu] = useState<OpenMenu>();
  const tip = useHeaderTip();
  const openMenu = (column: GridColumn, _at: number, header: Element): void => {
    tip.hover(undefined, undefined);
    setMenu({ column, anchor: header.getBoundingClientRect() });
  };
  const onHeader = (action: GridAction, at: number): void => {
    const placed = model.placed[at];
    if (placed === undefined) return;
    if (action.type === 'sort' && placed.column.sortable) onView(nextSort(view.sort, placed.id));
    if (action.type === 'step-column') onView(stepColumn(model.ids, placed.id, action.step));
    if (action.type === 'resize-column') onView(resizeColumn(view, placed.id, placed.width + action.by));
    const header = document.getElementById(cellId(gridId, { position: HEADER, column: at }));
    if (action.type === 'menu' && header !== null) openMenu(placed.column, at, header);
  };
  const select = useCallback(
    (row: number | undefined) => {
      revealed(row);
      onSelect(row);
    },
    [revealed, onSelect],
  );
  const size = { rows: shown, columns: model.placed.length, page: virtual.pageRows };
  const focus = useGridFocus({ size, rows, selected, onSelect: select, onOpen, columnIds: model.ids, show, onHeader });
  const { active, range } = focus;
  const copying = useCopy(rows, focus, model.ids);
  const drag = useColumnDrag(view, model.ids, onView);
  const rowColumns = useStableColumns(model.placed);
  const places = useMemo(() => rowColumns.map(({ id }) => rows.columns.indexOf(id)), [rowColumns, rows.columns]);

  const rowAt = (position: number): number | undefined => rows.window?.rows[position - rows.window.from];
  const onClick = (event: MouseEvent): void => {
    const cell = cellOfEvent(event);
    if (cell === undefined) return;
    focus.moveTo(cell, event.shiftKey);
    const row = rowAt(cell.position);
    if (row !== undefined && !event.shiftKey) select(row);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const cell = cellOfEvent(event);
    const row = rowAt(cell?.position ?? -1);
    if (row !== undefined) onOpen(row, { column: model.ids[cell?.column ?? -1], wasSelected: true });
  };

  const positions = Array.from({ length: span.end - span.first }, (_, index) => span.first + index);
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
        aria-activedescendant={activeId(gridId, active, span)}
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
            active={active}
            drag={drag}
            tipId={`${gridId}-tip`}
            tipColumn={tip.target.column}
            onSort={(column, at) => {
              focus.moveTo({ position: HEADER, column: at }, false);
              if (column.sortable) onView(nextSort(view.sort, column.description.id));
            }}
            onMenu={openMenu}
            onHover={tip.hover}
          />
          <div
            role="rowgroup"
            className={styles.layer}
            style={{ top: virtual.layerTop + HEADER_HEIGHT }}
            onClick={onClick}
            onDoubleClick={onDoubleClick}
          >
            {positions.map((position) => (
              <GridRow
                key={position}
                gridId={gridId}
                position={position}
                window={rows.window}
                columns={rowColumns}
                places={places}
                active={active?.position === position ? active.column : -1}
                tone={toneOfRow(props.toneOf, rowAt(position))}
                selected={isSelected(position, rowAt(position), selected, range)}
                matchedText={matchedText}
              />
            ))}
          </div>
        </div>
      </div>
      {shown === 0 && <div className={styles.empty}>{props.empty}</div>}
      <HeaderTip id={`${gridId}-tip`} description={tip.target.column?.description} anchor={tip.target.anchor} />
      {menu !== undefined && (
        <ColumnMenu
          menu={menu}
          view={view}
          shown={model.ids}
          onView={onView}
          onClose={() => {
            setMenu(undefined);
            scroller.current?.focus();
          }}
        />
      )}
      <span role="status" className="visually-hidden">
        {copying.said}
      </span>
    </div>
  );
}

function toneOfRow(toneOf: DataGridProps['toneOf'], row: number | undefined): RowTone | undefined {
  return row === undefined ? undefined : toneOf?.(row);
}

/** Goes to the top under another question, but not when a hidden grid is shown again. */
function useTopOfQuestion(questionKey: string, toTop: () => void): void {
  const last = useRef(questionKey);
  useEffect(() => {
    if (last.current === questionKey) return;
    last.current = questionKey;
    toTop();
  }, [questionKey, toTop]);
}
