import { formatCount } from '../../../base/format.ts';
import { type Account, fedFrom } from '../../flows/explain/account.ts';
import { isMoment } from '../../flows/explain/moments.ts';
import { type FlowTrace, positionsOf } from '../../flows/explain/trace.ts';
import { furtherFeature } from '../../flows/features/index.ts';
import type { Column } from '../../model/column.ts';
import type { Explanation, FedPackets } from '../../model/explanation.ts';
import type { FlowFeature } from '../../model/flow-feature.ts';
import type { CaptureTables } from '../../tables.ts';
import { cellOf, exactCellOf } from '../cells.ts';
import { explainIdentity } from './identity.ts';
import { explainSplt } from './splt.ts';
import { explainGaps, explainSizes } from './statistics.ts';
import { traceFlow } from './trace-flow.ts';
import { explainBytes, explainDuration, explainFlag, explainPackets, explainTime } from './volume.ts';

/**
 * Where a feature of a flow comes from; undefined if the flow table has no such column. The flow must exist. NFStream's
 * columns are computed again from the packet table, by the meter's own updates in the same order.
 */
export function explainFeature(tables: CaptureTables, flow: number, columnId: string): Explanation | undefined {
  const column = tables.flows.columns.get(columnId);
  if (column === undefined) return undefined;
  const { description } = column;
  const { count } = tables.extent(flow);
  if (count > MOST_PACKETS) return notWorkedOut(column, flow, count);
  const { notes = [], ...account } = accountFor(tables, traceFlow(tables, flow), column);
  return { flow, description, formula: description.formula, notes: [...notes, ...spanNotes(tables)], ...account };
}

/** Working a feature out takes some 30 bytes for each packet of the flow, more when packets are named. */
const MOST_PACKETS = 4_000_000;
const NO_PACKETS: FedPackets = { rows: new Int32Array(0), values: new Float64Array(0), unit: '', roles: [] };

function notWorkedOut(column: Column, flow: number, count: number): Explanation {
  const { description } = column;
  return {
    flow,
    description,
    formula: description.formula,
    worked: [],
    result: exactCellOf(column, flow),
    notes: [],
    fed: NO_PACKETS,
    limited: `This flow has ${formatCount(count)} packets. Features are worked out packet by packet for flows of up to ${formatCount(MOST_PACKETS)}; the value is the meter’s own.`,
  };
}

/** A double holds whole nanoseconds for 104 days only. */
function spanNotes({ facts }: CaptureTables): string[] {
  if (facts.lastNs - facts.firstNs <= Number.MAX_SAFE_INTEGER) return [];
  return [
    'This capture spans more than 104 days: its times are kept to 256 ns, so what is worked out here may be a tick off.',
  ];
}

function accountFor(tables: CaptureTables, trace: FlowTrace, column: Column): Account {
  const { id, feature } = column.description;
  const further = furtherFeature(id);
  if (further !== undefined) return further.explain?.(trace) ?? asItIs(trace, column);
  if (feature === undefined) return asItIs(trace, column);
  return explainIdentity(tables, trace, column, feature) ?? explainMeasured(trace, feature) ?? asItIs(trace, column);
}

/** One of NFStream's times, counts, sums, statistics and lists; undefined for what names the flow. */
function explainMeasured(trace: FlowTrace, { of, by, scope, flag }: FlowFeature): Account | undefined {
  if (by === 'list') return explainSplt(trace, of);
  if (scope === undefined) return undefined;
  if (flag !== undefined) return explainFlag(trace, scope, flag);
  switch (of) {
    case 'time':
      return explainTime(trace, scope, by === 'first' ? 'first' : 'last');
    case 'duration':
      return explainDuration(trace, scope);
    case 'packets':
      return explainPackets(trace, scope);
    case 'bytes':
      return explainBytes(trace, scope);
    case 'size':
      return isMoment(by) ? explainSizes(trace, scope, by) : undefined;
    case 'gap':
      return isMoment(by) ? explainGaps(trace, scope, by) : undefined;
    default:
      return undefined;
  }
}

/** The value of the cell, with the packets of its scope. */
function asItIs(trace: FlowTrace, column: Column): Account {
  return {
    result: cellOf(column, trace.flow),
    ...(column.type === 'number' && column.exact !== undefined && { exact: column.exact(trace.flow) }),
    worked: [],
    fed: fedFrom(trace, { at: positionsOf(trace, column.description.feature?.scope) }),
  };
}
