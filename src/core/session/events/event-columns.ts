import type { Column } from '../../model/column.ts';
import type { EventColumn } from '../../model/event.ts';
import type { EventNeeds, HeaderMember } from '../../model/event-needs.ts';
import type { CaptureTables } from '../../tables.ts';
import type { HeaderPlaces } from './header-places.ts';
import type { RunTexts } from './run-texts.ts';

/** A column that is filled packet by packet; `row`: of the packet table. */
interface Filled extends EventColumn {
  readonly value: (row: number) => number;
}

/** Names of flow columns are told from members of packets by what stands before them. */
const FLOW = 'flow ';

/** Columns of single values: members of headers, and columns of the packets' flows. */
export class EventColumns {
  readonly columns: readonly EventColumn[];
  private readonly filled: readonly Filled[];
  private values = new Float64Array(0);
  private count = 0;

  constructor(tables: CaptureTables, { members, flowColumns }: EventNeeds, places: HeaderPlaces, texts: RunTexts) {
    this.filled = [
      ...members.map((member) => memberColumn(member, tables, places, texts)),
      ...flowColumns.flatMap((name) => flowColumn(name, tables, texts) ?? []),
    ];
    this.columns = this.filled.map(({ name, isText }) => ({ name, isText }));
  }

  /** Begins a batch of so many packets. */
  begin(count: number): void {
    this.count = count;
    this.values = new Float64Array(count * this.filled.length);
  }

  /** Takes the packet at a place of the batch; of members of headers that which the places were looked at for. */
  look(at: number, row: number): void {
    this.filled.forEach(({ value }, column) => (this.values[column * this.count + at] = value(row)));
  }

  /** What was taken since the batch began. */
  taken(): Float64Array<ArrayBuffer> {
    return this.values;
  }
}

function memberColumn(member: HeaderMember, { packets }: CaptureTables, places: HeaderPlaces, texts: RunTexts): Filled {
  if (member === 'interface') return { name: member, isText: false, value: (row) => packets.interface[row] ?? 0 };
  if (member !== 'srcMac' && member !== 'dstMac')
    return { name: member, isText: false, value: () => places.value(member) };
  return { name: member, isText: true, value: () => texts.mac(places.value(member)) };
}

function flowColumn(name: string, { flows, packets }: CaptureTables, texts: RunTexts): Filled | undefined {
  const column: Column | undefined = flows.columns.get(name);
  if (column === undefined || column.type === 'list') return undefined;
  const ofFlow = (flow: number): number => (column.type === 'number' ? column.number(flow) : texts.ofRow(column, flow));
  return {
    name: FLOW + name,
    isText: column.type === 'dictionary',
    value: (row) => (packets.flow[row] < 0 ? Number.NaN : ofFlow(packets.flow[row])),
  };
}
