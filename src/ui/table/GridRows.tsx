import { useMemo } from 'react';
import { GridRow } from './GridRow.tsx';
import { isSelected } from './grid-places.ts';
import type { DataGridProps } from './types.ts';
import type { useGridActions } from './use-grid-actions.ts';
import { HEADER_HEIGHT, type GridFrame } from './use-grid-frame.ts';
import { useStableColumns } from './use-stable-columns.ts';
import styles from './DataGrid.module.css';

interface GridRowsProps {
  readonly grid: DataGridProps;
  readonly frame: GridFrame;
  readonly actions: ReturnType<typeof useGridActions>;
}

/** The rows of a grid that are in view. */
export function GridRows({ grid, frame, actions }: GridRowsProps) {
  const { rows, selected, toneOf, matchedText = 'In a sequence.' } = grid;
  const { gridId, model, virtual } = frame;
  const { active, range } = actions.focus;
  const columns = useStableColumns(model.placed);
  const places = useMemo(() => columns.map(({ id }) => rows.columns.indexOf(id)), [columns, rows.columns]);
  const { span } = virtual;
  const positions = Array.from({ length: span.end - span.first }, (_, index) => span.first + index);
  return (
    <div
      role="rowgroup"
      className={styles.layer}
      style={{ top: virtual.layerTop + HEADER_HEIGHT }}
      onPointerDown={actions.presses.onPointerDown}
      onContextMenu={actions.presses.onContextMenu}
      onClick={actions.onClick}
      onDoubleClick={actions.onDoubleClick}
    >
      {positions.map((position) => {
        const row = actions.rowAt(position);
        return (
          <GridRow
            key={position}
            gridId={gridId}
            position={position}
            window={rows.window}
            columns={columns}
            places={places}
            active={active?.position === position ? active.column : -1}
            tone={row === undefined ? undefined : toneOf?.(row)}
            selected={isSelected(position, row, selected, range)}
            matchedText={matchedText}
          />
        );
      })}
    </div>
  );
}
