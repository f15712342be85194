import { formatEpoch, formatSeconds, nanosecondsOfMs } from '../../../base/format.ts';
import type { TimeFormat } from '../../../base/format.ts';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { FLOW_COLUMNS_AT_FIRST, FLOW_PAGE_COLUMNS } from '../../../core/model/flow-columns.ts';
import { FlowPicture } from '../../charts/FlowPicture.tsx';
import { gridColumn } from '../../table/grid-columns.ts';
import type { CellContext, GridColumn } from '../../table/types.ts';

/** How times of flows are written. */
export interface FlowTimes {
  readonly style: TimeFormat;
  /** Time of the capture's first packet. */
  readonly epochNs: bigint | undefined;
  /** Digits of the second, as fine as the meter's clock. */
  readonly digits: 3 | 6 | 9;
}

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

/** Columns that are shown at first, of those that flows have. */
export function flowColumnsAtFirst(columns: readonly ColumnDescription[]): readonly string[] {
  return FLOW_COLUMNS_AT_FIRST.filter((id) =>
    id === SHAPE.id ? hasShapes(columns) : columns.some((one) => one.id === id),
  );
}

/** Pictures are drawn from SPLT. */
function hasShapes(columns: readonly ColumnDescription[]): boolean {
  return columns.some(({ id }) => id === 'splt_ps');
}

const PAGE_IDS = new Set(FLOW_PAGE_COLUMNS.map(({ id }) => id));

function pageColumnsFirst(columns: readonly ColumnDescription[]): readonly ColumnDescription[] {
  return [...columns.filter(({ id }) => PAGE_IDS.has(id)), ...columns.filter(({ id }) => !PAGE_IDS.has(id))];
}

const WIDTHS: Readonly<Record<string, number>> = {
  src_port: 62,
  dst_port: 74,
  protocol_name: 82,
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
      ...(description.kind === 'epoch-ms' && {
        width: (isRelative(times.style) ? 104 : 178) + 7 * (times.digits - 3),
        text: (context: CellContext) => flowTime(context, times),
      }),
    });
  });
  return hasShapes(columns) ? [...rest, shape] : rest;
}

function isRelative(style: TimeFormat): style is 'relative' | 'delta' {
  return style === 'relative' || style === 'delta';
}

/** A time of the meter's clock (ms since 1970, with a fraction if it is finer); 0 means that there is none. */
function flowTime({ cell }: CellContext, { style, epochNs, digits }: FlowTimes): string {
  if (cell === undefined || typeof cell === 'object' || Number(cell) === 0) return '';
  const ns = nanosecondsOfMs(cell);
  if (!isRelative(style)) return formatEpoch(ns, style, digits);
  // The clock cuts to whole ticks, so that the first packet would stand before itself.
  const tick = 10n ** BigInt(9 - digits);
  const first = epochNs === undefined ? 0n : epochNs - (epochNs % tick);
  return formatSeconds(Number(ns - first), digits);
}
