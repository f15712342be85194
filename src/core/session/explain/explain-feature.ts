import { formatCount } from '../../../base/format.ts';
import type { Column } from '../../model/column.ts';
import type { Explanation, FedPackets } from '../../model/explanation.ts';
import type { CaptureTables } from '../../tables.ts';
import { exactCellOf } from '../cells.ts';
import type { Account } from './account.ts';
import { explainBeyond } from './beyond.ts';
import { explainIdentity } from './identity.ts';
import { explainExpiration, explainId } from './lifetime.ts';
import type { Moment } from './moments.ts';
import { explainGaps, explainSizes } from './statistics.ts';
import { type FlowTrace, scopeOf, traceFlow } from './trace.ts';
import { explainBytes, explainFlag, explainPackets, explainSplt, explainTime } from './volume.ts';

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

const FLAG_BITS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];

function accountFor(tables: CaptureTables, trace: FlowTrace, column: Column): Account {
  const { id } = column.description;
  if (id === 'id') return explainId(tables, trace);
  if (id === 'expiration_id') return explainExpiration(tables, trace);
  if (id.startsWith('splt_')) return explainSplt(tables, trace, id);
  return explainIdentity(tables, trace, column) ?? scoped(tables, trace, id) ?? explainBeyond(tables, trace, column);
}

/** A feature that both directions and each of them have. */
function scoped(tables: CaptureTables, trace: FlowTrace, id: string): Account | undefined {
  const scope = scopeOf(id);
  const name = /^(?:bidirectional|src2dst|dst2src)_(.+)$/.exec(id)?.[1] ?? '';
  const [, time] = /^(first_seen|last_seen|duration)_ms$/.exec(name) ?? [];
  if (time !== undefined) return explainTime(tables, trace, scope, time as 'first_seen' | 'last_seen' | 'duration');
  const [, moment, of] = /^(min|mean|stddev|max)_(ps|piat_ms)$/.exec(name) ?? [];
  if (of === 'ps') return explainSizes(tables, trace, scope, moment as Moment);
  if (of === 'piat_ms') return explainGaps(tables, trace, scope, moment as Moment);
  if (name === 'packets') return explainPackets(trace, scope);
  if (name === 'bytes') return explainBytes(tables, trace, scope);
  const [, flag = ''] = /^(\w{3})_packets$/.exec(name) ?? [];
  const bit = FLAG_BITS.indexOf(flag);
  return bit < 0 ? undefined : explainFlag(trace, scope, bit, flag.toUpperCase());
}
