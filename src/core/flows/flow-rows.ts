import type { Column, ColumnDescription, Rows } from '../model/column.ts';
import { CORE_COLUMNS, FLOW_PAGE_COLUMNS, SPLT_COLUMNS, STATISTICAL_COLUMNS } from '../model/flow-columns.ts';
import { ipProtocolName } from '../model/ip-protocols.ts';
import type { AddressTable, FlowEnds } from '../model/packet-table.ts';
import type { MeterParameters } from '../model/parameters.ts';
import type { FlowShape } from '../model/question.ts';
import { keyIpVersion, keyProtocol, keyTunnel, keyVlan } from './conversations.ts';
import type { FlowMeter } from './meter.ts';
import {
  BYTES,
  CONVERSATION,
  DESTINATION_MAC,
  EXPIRATION,
  FIRST_PACKET,
  FLAGS,
  GAP_MOMENTS,
  GAP_RANGE,
  ID,
  LAST_PACKET,
  PACKETS,
  SEEN,
  SIZE_MOMENTS,
  SIZE_RANGE,
  SOURCE_MAC,
  SPLT,
} from './record-layout.ts';

type Read = (record: number) => number;

/** The flow table as questions see it: NFStream's columns in its order, then the page's own. Rows are record numbers. */
export function flowRows(meter: FlowMeter, addresses: AddressTable, parameters: MeterParameters): Rows {
  const numbers = new Map<string, Read>([...identity(meter), ...volume(meter), ...statistics(meter)]);
  const columns = new Map<string, Column>();
  for (const description of shownColumns(parameters)) {
    const read = numbers.get(description.id);
    if (read !== undefined) columns.set(description.id, { type: 'number', description, number: read });
    else columns.set(description.id, otherColumn(description, meter, addresses, parameters.spltAnalysis));
  }
  return {
    get length() {
      return meter.records.length;
    },
    columns,
  };
}

/** The columns that the parameters ask for, in file order, then the page's own. */
function shownColumns(parameters: MeterParameters): ColumnDescription[] {
  return [
    ...CORE_COLUMNS.filter((column) => column.id !== 'tunnel_id' || parameters.decodeTunnels),
    ...(parameters.statisticalAnalysis ? STATISTICAL_COLUMNS : []),
    ...(parameters.spltAnalysis > 0 ? SPLT_COLUMNS : []),
    ...FLOW_PAGE_COLUMNS,
  ];
}

/** Ends of a flow in its own orientation. */
export function flowEnds(meter: FlowMeter): FlowEnds {
  const { records, conversations } = meter;
  const end = (flow: number, which: 0 | 1): number => (records.word(flow, CONVERSATION) & 1) ^ which;
  const conversation = (flow: number): number => records.word(flow, CONVERSATION) >>> 1;
  return {
    source: (flow) => conversations.address(conversation(flow), end(flow, 0)),
    destination: (flow) => conversations.address(conversation(flow), end(flow, 1)),
    sourcePort: (flow) => conversations.port(conversation(flow), end(flow, 0)),
    destinationPort: (flow) => conversations.port(conversation(flow), end(flow, 1)),
  };
}

/** Where a flow's packets lie in the packet table. */
export interface FlowExtent {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** First and last packet row of a flow, and its number of packets. */
export function flowExtent({ records }: FlowMeter, flow: number): FlowExtent {
  return {
    first: records.word(flow, FIRST_PACKET),
    last: records.word(flow, LAST_PACKET),
    count: records.word(flow, PACKETS) + records.word(flow, PACKETS + 1),
  };
}

/** The first packets of a flow, without padding; at most `most`, and no more than SPLT keeps. */
export function flowShape(meter: FlowMeter, record: number, most: number): FlowShape {
  const direction: (0 | 1)[] = [];
  const size: number[] = [];
  const gapMs: number[] = [];
  const chain = meter.records.word(record, SPLT);
  const packets = meter.records.word(record, PACKETS) + meter.records.word(record, PACKETS + 1);
  if (chain >= 0) {
    meter.splt.read(chain, Math.min(packets, most, meter.spltLength), (way, bytes, gap) => {
      direction.push(way);
      size.push(bytes);
      gapMs.push(gap);
    });
  }
  return { direction, size, gapMs };
}

function identity(meter: FlowMeter): [string, Read][] {
  const { records, conversations } = meter;
  const ends = flowEnds(meter);
  const key: Read = (record) => conversations.key(records.word(record, CONVERSATION) >>> 1);
  return [
    ['id', (record) => records.word(record, ID)],
    ['expiration_id', (record) => records.word(record, EXPIRATION)],
    ['src_port', (record) => ends.sourcePort(record)],
    ['dst_port', (record) => ends.destinationPort(record)],
    ['protocol', (record) => keyProtocol(key(record))],
    ['ip_version', (record) => keyIpVersion(key(record))],
    ['vlan_id', (record) => keyVlan(key(record))],
    ['tunnel_id', (record) => keyTunnel(key(record))],
    ['flow', (record) => record],
  ];
}

function volume(meter: FlowMeter): [string, Read][] {
  const { records } = meter;
  const seen =
    (at: number): Read =>
    (record) =>
      records.double(record, SEEN + at);
  const last: Read = (record) => Math.max(records.double(record, SEEN + 1), records.double(record, SEEN + 3));
  const word =
    (field: number): Read =>
    (record) =>
      records.word(record, field);
  const bytes =
    (at: number): Read =>
    (record) =>
      records.double(record, BYTES + at);
  return [
    ...span('bidirectional', seen(0), last),
    ['bidirectional_packets', (record) => records.word(record, PACKETS) + records.word(record, PACKETS + 1)],
    ['bidirectional_bytes', (record) => records.double(record, BYTES) + records.double(record, BYTES + 1)],
    ...span('src2dst', seen(0), seen(1)),
    ['src2dst_packets', word(PACKETS)],
    ['src2dst_bytes', bytes(0)],
    ...span('dst2src', seen(2), seen(3)),
    ['dst2src_packets', word(PACKETS + 1)],
    ['dst2src_bytes', bytes(1)],
  ];
}

function span(scope: string, first: Read, last: Read): [string, Read][] {
  return [
    [`${scope}_first_seen_ms`, first],
    [`${scope}_last_seen_ms`, last],
    [`${scope}_duration_ms`, (record) => last(record) - first(record)],
  ];
}

/** TCP flag names by bit number. */
const FLAG_BITS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];

function statistics(meter: FlowMeter): [string, Read][] {
  const { records } = meter;
  const packets: Read[] = [
    (record) => records.word(record, PACKETS) + records.word(record, PACKETS + 1),
    (record) => records.word(record, PACKETS),
    (record) => records.word(record, PACKETS + 1),
  ];
  return ['bidirectional', 'src2dst', 'dst2src'].flatMap((name, scope) => [
    ...sizes(meter, name, scope, packets[scope]),
    ...gaps(meter, name, scope, packets[scope]),
    ...flags(meter, name, scope),
  ]);
}

function sizes(meter: FlowMeter, name: string, scope: number, packets: Read): [string, Read][] {
  const { records } = meter;
  const back: Read = (record) => records.word(record, PACKETS + 1);
  const range = (record: number, at: number): number => {
    if (scope > 0) return records.word(record, SIZE_RANGE + (scope - 1) * 2 + at);
    const forward = records.word(record, SIZE_RANGE + at);
    if (back(record) === 0) return forward;
    const backward = records.word(record, SIZE_RANGE + 2 + at);
    return at === 0 ? Math.min(forward, backward) : Math.max(forward, backward);
  };
  return [
    [`${name}_min_ps`, (record) => range(record, 0)],
    [`${name}_mean_ps`, (record) => records.double(record, SIZE_MOMENTS + scope * 2)],
    [`${name}_stddev_ps`, (record) => deviation(records.double(record, SIZE_MOMENTS + scope * 2 + 1), packets(record))],
    [`${name}_max_ps`, (record) => range(record, 1)],
  ];
}

function gaps(meter: FlowMeter, name: string, scope: number, packets: Read): [string, Read][] {
  const { records } = meter;
  return [
    [`${name}_min_piat_ms`, (record) => records.double(record, GAP_RANGE + scope * 2)],
    [`${name}_mean_piat_ms`, (record) => records.double(record, GAP_MOMENTS + scope * 2)],
    [
      `${name}_stddev_piat_ms`,
      (record) => deviation(records.double(record, GAP_MOMENTS + scope * 2 + 1), packets(record) - 1),
    ],
    [`${name}_max_piat_ms`, (record) => records.double(record, GAP_RANGE + scope * 2 + 1)],
  ];
}

/** Sample standard deviation; 0 for fewer than two values, as NFStream has it. */
function deviation(squares: number, count: number): number {
  return count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
}

function flags(meter: FlowMeter, name: string, scope: number): [string, Read][] {
  const { records } = meter;
  return FLAG_BITS.map((flag, bit) => [
    `${name}_${flag}_packets`,
    (record) =>
      (scope === 2 ? 0 : records.word(record, FLAGS + bit)) + (scope === 1 ? 0 : records.word(record, FLAGS + 8 + bit)),
  ]);
}

const NO_MAC = '00:00:00:00:00:00';

function otherColumn(description: ColumnDescription, meter: FlowMeter, addresses: AddressTable, splt: number): Column {
  const ends = flowEnds(meter);
  const { records } = meter;
  const compare = (a: number, b: number): number => addresses.compare(a, b);
  const size = (): number => addresses.length;
  const text = (code: number): string => addresses.text(code);
  const macText = (code: number): string => (code === 0 ? NO_MAC : addresses.text(code - 1));
  // Code 0 stands for "no MAC"; address n has code n + 1.
  const mac =
    (field: number): Read =>
    (record) =>
      records.word(record, field) + 1;
  switch (description.id) {
    case 'src_ip':
      return { type: 'dictionary', description, code: (record) => ends.source(record), size, text, compare };
    case 'dst_ip':
      return { type: 'dictionary', description, code: (record) => ends.destination(record), size, text, compare };
    case 'src_mac':
      return { type: 'dictionary', description, code: mac(SOURCE_MAC), size: () => size() + 1, text: macText };
    case 'dst_mac':
      return { type: 'dictionary', description, code: mac(DESTINATION_MAC), size: () => size() + 1, text: macText };
    case 'src_oui':
      return {
        type: 'dictionary',
        description,
        code: mac(SOURCE_MAC),
        size: () => size() + 1,
        text: (code) => macText(code).slice(0, 8),
      };
    case 'dst_oui':
      return {
        type: 'dictionary',
        description,
        code: mac(DESTINATION_MAC),
        size: () => size() + 1,
        text: (code) => macText(code).slice(0, 8),
      };
    case 'protocol_name': {
      const key: Read = (record) => keyProtocol(meter.conversations.key(records.word(record, CONVERSATION) >>> 1));
      return { type: 'dictionary', description, code: key, size: () => 256, text: ipProtocolName, fixed: true };
    }
    default:
      return { type: 'list', description, list: (record) => spltList(meter, record, description.id, splt) };
  }
}

/** One of the three SPLT lists, padded with -1 to its full length. */
function spltList(meter: FlowMeter, record: number, id: string, length: number): number[] {
  const shape = flowShape(meter, record, length);
  const values: readonly number[] =
    id === 'splt_direction' ? shape.direction : id === 'splt_ps' ? shape.size : shape.gapMs;
  return Array.from({ length }, (_, index) => values[index] ?? -1);
}
