import type { Column, ColumnDescription, DictionaryColumn, Rows } from '../model/column.ts';
import { DOUBT_TEXTS } from '../model/doubts.ts';
import { nfstreamColumns } from '../model/flow-columns.ts';
import { FLOW_PAGE_COLUMNS } from '../model/flow-page-columns.ts';
import type { Measured } from '../model/flow-feature.ts';
import { ipProtocolName } from '../model/ip-protocols.ts';
import type { EndNames } from '../model/names.ts';
import type { AddressTable, FlowEnds } from '../model/packet-table.ts';
import type { MeterParameters } from '../model/parameters.ts';
import type { FlowShape } from '../model/question.ts';
import { keyIpVersion, keyProtocol, keyTunnel, keyVlan } from './conversations.ts';
import { featureColumns } from './features/index.ts';
import { flowNumber, type FlowNumber } from './flow-numbers.ts';
import type { FlowMeter } from './meter.ts';
import { serviceColumn, stateColumns } from './flow-words.ts';
import { CONVERSATION, EXPIRATION, FIRST_PACKET, ID, LAST_PACKET, LINK_PAIR, PACKETS, SPLT } from './record-layout.ts';
import { chainsTags, flowTags } from './tags/flow-tags.ts';

type Read = (record: number) => number;

/** The two ends of a numbered pair of MAC addresses, sender first: interned addresses; -1 for none. */
export interface LinkNames {
  source(pair: number): number;
  destination(pair: number): number;
}

/** The columns that a file of flows with these parameters has, in its order: NFStream's, then those of features beyond. */
export function flowFileColumns(parameters: MeterParameters): readonly ColumnDescription[] {
  return [...nfstreamColumns(parameters), ...featureColumns(parameters.features)];
}

/**
 * The flow table as questions see it: NFStream's columns in its order, those of features beyond, the page's own. Rows are
 * record numbers. `doubtsOf`: bits of Doubt of a flow; `names`: without them flows have no columns of names. `further`:
 * readers of columns that the meter does not fill.
 */
export function flowRows(
  meter: FlowMeter,
  addresses: AddressTable,
  links: LinkNames,
  parameters: MeterParameters,
  doubtsOf: Read = () => 0,
  names?: EndNames,
  further: FurtherReaders = { numbers: new Map(), texts: new Map() },
): Rows {
  const numbers = new Map([...identity(meter), ...further.numbers]);
  const texts = textColumns(meter, addresses, links).set('doubt', doubtReader(doubtsOf));
  for (const [id, reader] of further.texts) texts.set(id, reader);
  if (names !== undefined) texts.set('src_name', nameReader(names, 0)).set('dst_name', nameReader(names, 1));
  const column = (description: ColumnDescription): Column => {
    const { id, feature } = description;
    const read = numbers.get(id) ?? (feature && flowNumber(meter, feature));
    if (read !== undefined) return { type: 'number', description, ...read };
    const text = texts.get(id);
    if (text !== undefined) return { type: 'dictionary', description, ...text };
    const fractional = feature?.of === 'gap' && meter.ticks.fine;
    return { type: 'list', description, list: spltReader(meter, feature?.of, parameters.spltAnalysis), fractional };
  };
  const isFilled = (of: Measured | undefined): boolean =>
    of === 'host-name' ? names !== undefined : of !== 'application' || further.texts.size > 0;
  const known = new Map<string, Column>();
  texts.set('tags', flowTags(known));
  texts.set(
    'chains_tags',
    chainsTags(known, (flow, end) => names !== undefined && names.code(flow, end) >= 0),
  );
  const columns = [
    ...nfstreamColumns(parameters).map(column),
    ...meter.features.flatMap((feature) => feature.columns(meter, addresses)),
    ...FLOW_PAGE_COLUMNS.filter(({ feature }) => isFilled(feature?.of)).map(column),
  ];
  for (const each of columns) known.set(each.description.id, each);
  return {
    get length() {
      return meter.records.length;
    },
    columns: known,
  };
}

/** Ends of a flow in its own orientation. */
export function flowEnds(meter: FlowMeter): FlowEnds {
  const { records, conversations } = meter;
  const end = (flow: number, which: 0 | 1): number => (records.word(flow, CONVERSATION) & 1) ^ which;
  const conversation = (flow: number): number => records.word(flow, CONVERSATION) >>> 2;
  return {
    source: (flow) => conversations.address(conversation(flow), end(flow, 0)),
    destination: (flow) => conversations.address(conversation(flow), end(flow, 1)),
    sourcePort: (flow) => conversations.port(conversation(flow), end(flow, 0)),
    destinationPort: (flow) => conversations.port(conversation(flow), end(flow, 1)),
  };
}

/** True if two flows are of one conversation: they have the same key, and another flow ended between them. */
export function isSameConversation({ records }: FlowMeter, one: number, other: number): boolean {
  return records.word(one, CONVERSATION) >>> 2 === records.word(other, CONVERSATION) >>> 2;
}

/** Number of the conversation that a flow is of: time-outs make several flows of one. */
export function conversationOf({ records }: FlowMeter, flow: number): number {
  return records.word(flow, CONVERSATION) >>> 2;
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
      gapMs.push(meter.ticks.ms(gap));
    });
  }
  return { direction, size, gapMs };
}

function identity(meter: FlowMeter): ReadonlyMap<string, FlowNumber> {
  const { records } = meter;
  const ends = flowEnds(meter);
  const key = keyReader(meter);
  const reads: readonly [string, Read][] = [
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
  return new Map(reads.map(([id, number]) => [id, { number }]));
}

function keyReader({ records, conversations }: FlowMeter): Read {
  return (record) => conversations.key(records.word(record, CONVERSATION) >>> 2);
}

const NO_MAC = '00:00:00:00:00:00';

type TextReader = Omit<DictionaryColumn, 'type' | 'description'>;

/** Readers of further columns of NFStream, by id. */
export interface FurtherReaders {
  readonly numbers: ReadonlyMap<string, FlowNumber>;
  readonly texts: ReadonlyMap<string, TextReader>;
}

function textColumns(meter: FlowMeter, addresses: AddressTable, links: LinkNames): Map<string, TextReader> {
  const ends = flowEnds(meter);
  const key = keyReader(meter);
  const ip = (code: Read): TextReader => ({
    code,
    size: () => addresses.length,
    text: (id) => addresses.text(id),
    compare: (a, b) => addresses.compare(a, b),
  });
  // Code 0 stands for "no MAC"; address n has code n + 1.
  const mac = (end: Read, digits: number): TextReader => ({
    code: (record) => end(record) + 1,
    size: () => addresses.length + 1,
    text: (code) => (code === 0 ? NO_MAC : addresses.text(code - 1)).slice(0, digits),
  });
  const source = linkEnd(meter, links, 0);
  const destination = linkEnd(meter, links, 1);
  return new Map([
    ['src_ip', ip((record) => ends.source(record))],
    ['dst_ip', ip((record) => ends.destination(record))],
    ['src_mac', mac(source, 17)],
    ['dst_mac', mac(destination, 17)],
    ['src_oui', mac(source, 8)],
    ['dst_oui', mac(destination, 8)],
    ['service', serviceColumn(ends, (record) => keyProtocol(key(record)))],
    ...stateColumns(meter.records, (record) => keyProtocol(key(record))),
    [
      'protocol_name',
      { code: (record) => keyProtocol(key(record)), size: () => 256, text: ipProtocolName, fixed: true },
    ],
  ]);
}

function doubtReader(doubtsOf: Read): TextReader {
  return { code: doubtsOf, size: () => DOUBT_TEXTS.length, text: (bits) => DOUBT_TEXTS[bits], fixed: true };
}

function nameReader(names: EndNames, end: 0 | 1): TextReader {
  return {
    code: (flow) => names.code(flow, end),
    size: () => names.size(),
    text: (code) => names.text(code),
    get fixed() {
      return names.isEmpty;
    },
  };
}

/** MAC address of the flow's source (0) or destination (1) in its first packet, or -1. */
function linkEnd({ records }: FlowMeter, links: LinkNames, end: 0 | 1): Read {
  return (record) => {
    const openedBack = (records.word(record, CONVERSATION) & 2) >> 1;
    const pair = records.word(record, LINK_PAIR);
    return openedBack === end ? links.source(pair) : links.destination(pair);
  };
}

/** One of the three SPLT lists, by what it is of, padded with -1 to its full length. */
function spltReader(meter: FlowMeter, of: Measured | undefined, length: number): (record: number) => number[] {
  return (record) => {
    const shape = flowShape(meter, record, length);
    const values: readonly number[] = of === 'direction' ? shape.direction : of === 'size' ? shape.size : shape.gapMs;
    return Array.from({ length }, (_, index) => values[index] ?? -1);
  };
}
