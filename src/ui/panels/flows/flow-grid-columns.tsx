import { formatEpoch, formatSeconds } from '../../../base/format.ts';
import type { TimeStyle } from '../../../base/format.ts';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { FLOW_COLUMNS, FLOW_PAGE_COLUMNS } from '../../../core/model/flow-columns.ts';
import { FlowPicture } from '../../charts/FlowPicture.tsx';
import { gridColumn } from '../../table/grid-columns.ts';
import type { CellContext, GridColumn } from '../../table/types.ts';

const NS_PER_MS = 1_000_000n;

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

/** Columns that a filter of flows may name. */
export const FLOW_FILTER_FIELDS: readonly ColumnDescription[] = [...FLOW_PAGE_COLUMNS, ...FLOW_COLUMNS].filter(
  ({ kind }) => kind !== 'list',
);

const WIDTHS: Readonly<Record<string, number>> = {
  src_port: 62,
  dst_port: 74,
  protocol_name: 82,
  bidirectional_packets: 80,
  bidirectional_bytes: 84,
};

/** Columns of the flow grid, with times in a style; `epochNs` is the time of the capture's first packet. */
export function flowGridColumns(style: TimeStyle, epochNs: bigint | undefined): readonly GridColumn[] {
  const shape = gridColumn(SHAPE, {
    width: 148,
    stored: false,
    text: () => '',
    render: ({ shape: packets }) => packets !== undefined && <FlowPicture shape={packets} />,
  });
  const rest = [...FLOW_PAGE_COLUMNS, ...FLOW_COLUMNS].map((description) => {
    const width = WIDTHS[description.id];
    return gridColumn(description, {
      ...(width !== undefined && { width }),
      ...(description.kind === 'epoch-ms' && {
        width: style === 'relative' || style === 'delta' ? 104 : 178,
        text: (context: CellContext) => flowTime(context, style, epochNs),
      }),
    });
  });
  return [...rest, shape];
}

/** A time of NFStream's clock (whole ms since 1970); 0 means that there is none. */
function flowTime({ cell }: CellContext, style: TimeStyle, epochNs: bigint | undefined): string {
  if (typeof cell !== 'number' || cell === 0) return '';
  const ns = BigInt(cell) * NS_PER_MS;
  if (style === 'utc' || style === 'local') return formatEpoch(ns, style, 3);
  // The clock cuts to whole milliseconds, so that the first packet would stand before itself.
  const first = epochNs === undefined ? 0n : epochNs - (epochNs % NS_PER_MS);
  return formatSeconds(Number(ns - first), 3);
}
