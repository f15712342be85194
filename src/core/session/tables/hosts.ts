import { HOST_KEY } from '../../model/groups.ts';
import type { Rows } from '../../model/column.ts';
import { HOST_TABLE } from '../../model/table-list.ts';
import { groupRows, type Grouping } from '../../query/group/grouping.ts';
import { groupedRows } from '../../query/group/grouped-rows.ts';
import { selectRows } from '../../query/select-rows.ts';
import { hostRows } from '../hosts/host-table.ts';
import type { CaptureTable, TableSources } from './capture-table.ts';
import { FLOWS } from './flows.ts';
import { namesOfKeys, tableOf } from './grouped.ts';
import { FLOW_GROUPING, FLOW_MEASURES } from './measures.ts';

interface Kept {
  readonly stamp: string;
  readonly table: CaptureTable;
}

/** Hosts of the last state of each flow table. */
const made = new WeakMap<Rows, Kept>();

/** Changes when the flows do not, and what is said of their hosts does. */
function stampOf({ tables, vendors }: TableSources): string {
  return [tables.finished, tables.names.version, vendors?.version ?? 0].join(' ');
}

function hostsOf(sources: TableSources): CaptureTable {
  const flows = FLOWS.rows(sources);
  const stamp = `${stampOf(sources)} ${flows.length}`;
  const known = made.get(flows);
  if (known?.stamp === stamp) return known.table;
  const table = makeHosts(sources, flows);
  made.set(flows, { stamp, table });
  return table;
}

function makeHosts(sources: TableSources, flows: Rows): CaptureTable {
  const { tables, vendors } = sources;
  const test = FLOWS.counted?.(sources)?.test;
  const all = test === undefined ? undefined : selectRows(test, flows.length);
  const of = tables.finished ? all : new Int32Array(0);
  const grouping = groupRows(flows, [HOST_KEY], of, FLOW_GROUPING.ends) ?? NO_GROUPS;
  const groups = groupedRows(flows, [HOST_KEY], grouping, FLOW_GROUPING.ends, FLOW_MEASURES);
  const hosts = hostRows({ tables, flows, grouping, groups, vendors });
  return tableOf(FLOWS, hosts, grouping, (from, shown, columns) => namesOfKeys(hosts, from, shown, columns));
}

const NO_GROUPS: Grouping = {
  groups: 0,
  rowAt: new Int32Array(0),
  groupAt: new Int32Array(0),
  first: new Int32Array(0),
};

/** Hosts: flows put together by the addresses at their ends, once all has been read. */
export const HOSTS: CaptureTable = {
  description: HOST_TABLE,
  rows: (sources) => hostsOf(sources).rows(sources),
  stamp: stampOf,
  withPacket: (sources, fits) => hostsOf(sources).withPacket(sources, fits),
  packetsOf: (sources, rows) => hostsOf(sources).packetsOf(sources, rows),
  windowParts: (sources, rows, columns) => hostsOf(sources).windowParts?.(sources, rows, columns) ?? {},
};
