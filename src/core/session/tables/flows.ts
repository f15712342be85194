import { BitSet } from '../../../base/bit-set.ts';
import { FLOW_TABLE } from '../../model/table-list.ts';
import { selectRows } from '../../query/select-rows.ts';
import { FLOW_TERMS } from '../../query/translate/equivalent-terms.ts';
import type { RowWindow } from '../../model/question.ts';
import type { CaptureTables } from '../../tables.ts';
import { FLOW_GROUPING, FLOW_MEASURES } from './measures.ts';
import type { CaptureTable, RowTest } from './capture-table.ts';

type WindowNames = NonNullable<RowWindow['names']>;

/** Packets of a flow's picture. */
const SHAPE_PACKETS = 40;

/** Flows: a row is a flow's record, its packets are those that name it. */
export const FLOWS: CaptureTable = {
  description: { ...FLOW_TABLE, grouping: FLOW_GROUPING },
  measures: FLOW_MEASURES,
  terms: FLOW_TERMS,
  rows: ({ tables, added, matches }) => matches.counts.withFlowMatches(added.flows ?? tables.flows),
  withPacket({ tables }, fits) {
    const { flow, length } = tables.packets;
    const flows = new BitSet(tables.flows.length);
    for (let row = 0; row < length; row++) if (flow[row] >= 0 && fits(row)) flows.add(flow[row]);
    return (row) => flows.has(row);
  },
  packetsOf({ tables }, rows) {
    const { flow, length } = tables.packets;
    const wanted = new BitSet(tables.flows.length);
    for (const row of rows) wanted.add(row);
    return selectRows((packet) => wanted.has(flow[packet]), length);
  },
  matched(matches, match) {
    const flows = match === 'any' ? matches.flows : new Set(matches.flowsOf(match));
    return (row) => flows.has(row);
  },
  counted({ tables }) {
    const test = endedInTime(tables);
    return test && { total: tables.flowCount, test };
  },
  windowParts: ({ tables }, rows, columns) => ({
    ...(columns.includes('shape') && { shapes: rows.map((row) => tables.shape(row, SHAPE_PACKETS)) }),
    ...(!tables.flowNames.isEmpty && { names: namesOfEnds(tables, rows, columns) }),
    ...(!tables.doubts.isEmpty && { doubts: rows.map((row) => tables.doubtsOf(row)) }),
  }),
};

/** The names of the ends whose addresses are asked for. */
function namesOfEnds({ flowNames }: CaptureTables, rows: readonly number[], columns: readonly string[]): WindowNames {
  const ends = [
    ['src_ip', 0],
    ['dst_ip', 1],
  ] as const;
  return Object.fromEntries(
    ends.filter(([id]) => columns.includes(id)).map(([id, end]) => [id, rows.map((row) => flowNames.told(row, end))]),
  );
}

/** The flows that `max_nflows` keeps: the first that ended, so many. undefined: all. */
function endedInTime({ flows, parameters }: CaptureTables): RowTest | undefined {
  const { maxNflows } = parameters;
  const id = flows.columns.get('id');
  if (maxNflows === 0 || id?.type !== 'number') return undefined;
  return (flow) => {
    const at = id.number(flow);
    return at >= 0 && at < maxNflows;
  };
}
