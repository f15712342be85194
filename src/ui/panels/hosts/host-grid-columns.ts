import { HOST_COLUMNS } from '../../../core/model/host-columns.ts';
import { epochColumn, type FlowTimes } from '../../table/epoch-column.ts';
import { gridColumns } from '../../table/grid-columns.ts';
import type { GridColumn } from '../../table/types.ts';

/** Columns of the grid of hosts. */
export function hostGridColumns(times: FlowTimes): readonly GridColumn[] {
  const time = epochColumn(times);
  return gridColumns(HOST_COLUMNS, {
    host: { width: 190 },
    name: { width: 210 },
    vendor: { width: 180 },
    mac: { width: 140 },
    mac_by: { width: 260 },
    first: time,
    last: time,
    offers: { width: 200 },
    uses: { width: 260 },
    protocols: { width: 160 },
    tags: { width: 190 },
    chains_label: { width: 150 },
  });
}
