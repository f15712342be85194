import { EllipsisVertical } from 'lucide-react';
import type { MouseEvent } from 'react';
import { HEADER } from './grid-keys.ts';
import type { ActiveCell } from './grid-keys.ts';
import { onceReleased } from './once-released.ts';
import type { GridColumn, GridView } from './types.ts';
import type { PlacedColumn } from './use-column-model.ts';
import type { ColumnDrag } from './use-column-drag.ts';
import styles from './DataGrid.module.css';

interface GridHeaderProps {
  readonly gridId: string;
  readonly placed: readonly PlacedColumn[];
  readonly sort: GridView['sort'];
  readonly active: ActiveCell | undefined;
  readonly drag: ColumnDrag;
  /** Id of the help, and the column that it is about now. */
  readonly tipId: string;
  readonly tipColumn: GridColumn | undefined;
  readonly onSort: (column: GridColumn, at: number) => void;
  readonly onMenu: (column: GridColumn, at: number, header: Element) => void;
  readonly onHover: (column: GridColumn | undefined, header: Element | undefined) => void;
}

/** The header row: press to sort, drag to move, drag the edge to resize, dots or right press for the menu. */
export function GridHeader(props: GridHeaderProps) {
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.headerRow}>
        {props.placed.map((column, at) => (
          <HeaderCell key={column.id} {...props} placedColumn={column} at={at} />
        ))}
      </div>
    </div>
  );
}

interface HeaderCellProps extends GridHeaderProps {
  readonly placedColumn: PlacedColumn;
  readonly at: number;
}

function HeaderCell({
  gridId,
  placedColumn,
  at,
  placed,
  sort,
  active,
  drag,
  tipId,
  tipColumn,
  onSort,
  onMenu,
  onHover,
}: HeaderCellProps) {
  const { column, id, width, pinnedAt } = placedColumn;
  const { label, unit } = column.description;
  const sorted = sort?.column === id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const header = event.currentTarget.closest('[role=columnheader]') ?? event.currentTarget;
    onceReleased(event, () => onMenu(column, at, header));
  };
  return (
    <div
      id={`${gridId}-${HEADER}-${at}`}
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={column.sortable ? (sorted ?? 'none') : undefined}
      aria-describedby={tipColumn === column ? tipId : undefined}
      data-align={column.align}
      data-active={active?.position === HEADER && active.column === at ? '' : undefined}
      data-drop={dropSide(drag, at, placed.length)}
      data-dragged={drag.move?.column === id ? '' : undefined}
      className={pinnedAt === undefined ? styles.headerCell : styles.pinnedHeader}
      style={pinnedAt === undefined ? undefined : { left: pinnedAt }}
      onPointerDown={(event) => drag.startMove(event, id)}
      onClick={() => !drag.wasDragged() && onSort(column, at)}
      onContextMenu={openMenu}
      onPointerEnter={(event) => onHover(column, event.currentTarget)}
      onPointerLeave={() => onHover(undefined, undefined)}
    >
      <span className={styles.headerLabel}>{label === '' ? <span className="visually-hidden">{id}</span> : label}</span>
      {showsUnit(unit) && <span className={styles.unit}>{unit}</span>}
      {sorted !== undefined && (
        <span aria-hidden="true" className={styles.sortMark}>
          {sorted === 'ascending' ? '▲' : '▼'}
        </span>
      )}
      <span
        aria-hidden="true"
        className={styles.menuButton}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={openMenu}
      >
        <EllipsisVertical size={13} />
      </span>
      <span
        aria-hidden="true"
        className={styles.edge}
        onPointerDown={(event) => drag.startResize(event, id, width)}
        onClick={(event) => event.stopPropagation()}
      />
    </div>
  );
}

function dropSide({ move }: ColumnDrag, at: number, count: number): 'before' | 'after' | undefined {
  if (move === undefined) return undefined;
  if (move.to === at) return 'before';
  return move.to === count && at === count - 1 ? 'after' : undefined;
}

/** Units that the label does not say already. */
function showsUnit(unit: string): boolean {
  return unit !== '' && unit !== 'packets';
}
