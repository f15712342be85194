import type { ColumnDescription } from '../../../core/model/column.ts';
import { FROM_CODE } from '../../../core/model/operators.ts';
import { FLOW_COLUMNS_AT_FIRST } from '../../../core/model/flow-columns.ts';
import { FLOW_MATCHES } from '../../../core/model/match-columns.ts';
import { FLOW_PAGE_COLUMNS } from '../../../core/model/flow-page-columns.ts';
import { FlowPicture } from '../../charts/FlowPicture.tsx';
import { epochColumn, type FlowTimes } from '../../table/epoch-column.ts';
import type { FilePreset } from '../../explorer/file-columns.ts';
import { gridColumn } from '../../table/grid-columns.ts';
import type { GridColumn } from '../../table/types.ts';

/** The picture of a flow's first packets: the page draws it from the window's shapes. */
const SHAPE: ColumnDescription = {
  id: 'shape',
  label: 'First packets',
  kind: 'list',
  group: 'SPLT',
  unit: '',
  help: 'The first packets of the flow: size upwards from source to destination, downwards for the way back, spaced by the gaps. Sizes and gaps are compressed by the same rule for all flows, so that flows of one kind look alike.',
  formula: '',
};

/** Columns that a filter of flows may name, of those that flows have. */
export function flowFilterFields(columns: readonly ColumnDescription[]): readonly ColumnDescription[] {
  return pageColumnsFirst(columns).filter(({ kind }) => kind !== 'list');
}

/** The file that the command line writes by the same parameters: without the columns that only the page has. */
export function nfstreamFile(columns: readonly ColumnDescription[]): FilePreset {
  return {
    name: 'NFStream’s',
    note: 'In NFStream’s order, also of the rows, unless they are sorted here: that in which flows end. Features beyond NFStream that are on come last.',
    columns: columns.filter(({ id, group }) => !PAGE_IDS.has(id) || group === FROM_CODE).map(({ id }) => id),
    sort: { column: 'id', descending: false },
  };
}

/** Columns that are shown at first, of those that flows have. */
export function flowColumnsAtFirst(columns: readonly ColumnDescription[]): readonly string[] {
  const has = (id: string): boolean => columns.some((one) => one.id === id);
  // What was said comes before what the port is registered for.
  const own = FLOW_COLUMNS_AT_FIRST.filter((id) =>
    id === SHAPE.id ? hasShapes(columns) : has(id) && (id !== 'service' || !has('application')),
  );
  const at = own.indexOf('protocol_name') + 1;
  return [...own.slice(0, at), ...fromCode(columns).filter((id) => !own.includes(id)), ...own.slice(at)];
}

/** What code has added is what it was run for. */
function fromCode(columns: readonly ColumnDescription[]): readonly string[] {
  return columns.filter(({ group, id }) => group === FROM_CODE || id === FLOW_MATCHES.id).map(({ id }) => id);
}

/** Pictures are drawn from SPLT. */
function hasShapes(columns: readonly ColumnDescription[]): boolean {
  return columns.some(({ id }) => id === 'splt_ps');
}

const PAGE_IDS = new Set([...FLOW_PAGE_COLUMNS, FLOW_MATCHES].map(({ id }) => id));

function pageColumnsFirst(columns: readonly ColumnDescription[]): readonly ColumnDescription[] {
  return [...columns.filter(({ id }) => PAGE_IDS.has(id)), ...columns.filter(({ id }) => !PAGE_IDS.has(id))];
}

const WIDTHS: Readonly<Record<string, number>> = {
  src_port: 74,
  dst_port: 74,
  protocol_name: 82,
  requested_server_name: 180,
  bidirectional_packets: 80,
  bidirectional_bytes: 84,
};

/** Columns of the flow grid: those that flows have, and their picture. */
export function flowGridColumns(columns: readonly ColumnDescription[], times: FlowTimes): readonly GridColumn[] {
  const shape = gridColumn(SHAPE, {
    width: 148,
    stored: false,
    text: () => '',
    render: ({ shape: packets }) => packets !== undefined && <FlowPicture shape={packets} />,
  });
  const rest = pageColumnsFirst(columns).map((description) => {
    const width = WIDTHS[description.id];
    return gridColumn(description, {
      ...(width !== undefined && { width }),
      ...(description.kind === 'epoch-ms' && epochColumn(times)),
    });
  });
  return hasShapes(columns) ? [...rest, shape] : rest;
}
