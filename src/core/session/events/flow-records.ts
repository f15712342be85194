import type { EventNeeds } from '../../model/event-needs.ts';
import type { Column } from '../../model/column.ts';
import { ipProtocolName, TCP, UDP } from '../../model/ip-protocols.ts';
import type { CaptureTables } from '../../tables.ts';
import type { RecordColumn, RecordTable } from './record-table.ts';
import type { RunTexts } from './run-texts.ts';

/** Members of flow events that are columns of the flow table. */
const COLUMNS: Readonly<Record<string, string>> = {
  src: 'src_ip',
  dst: 'dst_ip',
  packets: 'bidirectional_packets',
  bytes: 'bidirectional_bytes',
};
const MS_PER_S = 1000;

/** Starts and ends of flows: each at its packet, two for each flow. */
export function flowRecords(tables: CaptureTables, needs: EventNeeds, texts: RunTexts): RecordTable {
  const { length } = tables.flows;
  // Twice the packet, and one more for ends: no two flows share a packet.
  const order = new Float64Array(2 * length);
  for (let flow = 0; flow < length; flow++) {
    const { first, last } = tables.extent(flow);
    order[2 * flow] = 2 * first;
    order[2 * flow + 1] = 2 * last + 1;
  }
  order.sort();
  const packet = (place: number): number => Math.floor(order[place] / 2);
  const isEnd = (place: number): boolean => order[place] % 2 === 1;
  const rows = Int32Array.from(order, (_, place) => tables.packets.flow[packet(place)]);
  return { rows, packet, columns: columnsOf(tables, needs, texts, (place) => rows[place], isEnd) };
}

function columnsOf(
  { flows }: CaptureTables,
  { words, flowColumns }: EventNeeds,
  texts: RunTexts,
  flowAt: (place: number) => number,
  isEnd: (place: number) => boolean,
): readonly RecordColumn[] {
  const cell = (id: string, name: string): RecordColumn[] => {
    const column: Column | undefined = flows.columns.get(id);
    if (column === undefined || column.type === 'list') return [];
    if (column.type === 'number') return [{ name, isText: false, value: (place) => column.number(flowAt(place)) }];
    return [{ name, isText: true, value: (place) => texts.ofRow(column, flowAt(place)) }];
  };
  const number = (id: string): ((place: number) => number) => {
    const [column] = cell(id, id);
    return column?.value ?? (() => Number.NaN);
  };
  const protocol = number('protocol');
  const duration = number('bidirectional_duration_ms');
  const port = (id: string): ((place: number) => number) => {
    const read = number(id);
    return (place) => (hasPorts(protocol(place)) ? read(place) : Number.NaN);
  };
  const own: readonly RecordColumn[] = [
    { name: 'kind', isText: true, value: (place) => texts.number(isEnd(place) ? 'end' : 'start') },
    { name: 'flow', isText: false, value: flowAt },
    { name: 'protocol', isText: true, value: (place) => texts.number(ipProtocolName(protocol(place))) },
    { name: 'srcPort', isText: false, value: port('src_port') },
    { name: 'dstPort', isText: false, value: port('dst_port') },
    { name: 'duration', isText: false, value: (place) => duration(place) / MS_PER_S },
    ...Object.entries(COLUMNS).flatMap(([name, id]) => cell(id, name)),
  ];
  const named = own.filter(({ name }) => words.includes(name));
  return [...named, ...flowColumns.flatMap((id) => cell(id, `flow ${id}`))];
}

function hasPorts(protocol: number): boolean {
  return protocol === TCP || protocol === UDP;
}
