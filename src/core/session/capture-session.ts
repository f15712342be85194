import { BitSet } from '../../base/bit-set.ts';
import type { Rows } from '../model/column.ts';
import type { EventBatch } from '../model/event.ts';
import type { ExportRequest, ExportSummary } from '../model/export.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Failure, Reply } from '../model/failure.ts';
import type { FilterAdvice, FilterEquivalents, FilterProgress } from '../model/filter-advice.ts';
import type { MatchDetail, MatchSet } from '../model/match.ts';
import type { MeterParameters } from '../model/parameters.ts';
import type {
  Cell,
  FlowDetail,
  PacketDetail,
  Question,
  RowWindow,
  TableName,
  TimeBins,
  TimeRange,
} from '../model/question.ts';
import { offsetInFile } from '../model/places.ts';
import type { ByteSource } from '../model/reader.ts';
import { packetReason } from '../packets/table/packet-rows.ts';
import { decodeLayers } from '../protocols/decode.ts';
import type { CaptureTables } from '../tables.ts';
import type { ByteTests } from '../query/filter/byte-tests.ts';
import { compileFilter } from '../query/filter/compile.ts';
import { flowEquivalents } from '../query/translate/flow-equivalents.ts';
import { selectRows } from '../query/select-rows.ts';
import { sortRows } from '../query/sort.ts';
import { timeBins } from '../query/time-bins.ts';
import { adviseFilter } from './advise-filter.ts';
import { exactCellOf } from './cells.ts';
import { EventBatches } from './event-batches.ts';
import { explainFeature } from './explain/explain-feature.ts';
import { packetPlace } from './explain/packet-place.ts';
import { runExport } from './export.ts';
import { allRows, type ExportHooks } from './export-sources.ts';
import { namesOfPacket } from './known-names.ts';
import { describeFlow, packetsOfFlow } from './flow-detail.ts';
import { flowLimit } from './flow-limit.ts';
import { BRIEF_BYTES, describeMatch, infoOf } from './match-detail.ts';
import { MatchStore } from './match-store.ts';
import { readPackets } from './packet-bytes.ts';
import { PacketTests, type RowsOfPackets } from './bytes/packet-tests.ts';
import { RowOrders, type RowOrder } from './row-orders.ts';

/** Packets of a flow's picture. */
const SHAPE_PACKETS = 40;
/** Bytes of a packet that the detail shows. */
const DETAIL_BYTES = 65_536;

type Predicate = (row: number) => boolean;

/**
 * Answers the page's questions about one tables, also while it grows. Questions are answered from columns; only
 * details, info texts and payloads read bytes of the file.
 */
export class CaptureSession {
  private readonly orders = new RowOrders();
  private readonly packetTests: PacketTests;
  private matches: MatchStore | undefined;
  private matchNumber = 0;
  private meterings = 0;
  private events: { run: number; batches: EventBatches } | undefined;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
  ) {
    this.packetTests = new PacketTests(tables, bytes);
  }

  async rows(question: Question, from: number, count: number, columnIds: readonly string[]): Promise<Reply<RowWindow>> {
    const order = await this.preparedOrder(question);
    if (!order.ok) return order;
    const table = this.table(question.table);
    const total = question.table === 'flows' ? this.tables.flowCount : table.length;
    const shown = order.value?.length ?? table.length;
    const start = Math.max(0, Math.min(from, shown));
    const rows: number[] = [];
    for (let at = start; at < Math.min(shown, start + count); at++)
      rows.push(order.value === undefined ? at : order.value[at]);
    const cells = await this.cells(question.table, rows, columnIds);
    const matched = rows.map((row) => (this.isMatched(question.table, row) ? 1 : 0));
    const window = { total, shown, from: start, rows, cells, matched };
    if (question.table !== 'flows' || !columnIds.includes('shape')) return { ok: true, value: window };
    return { ok: true, value: { ...window, shapes: rows.map((row) => this.tables.shape(row, SHAPE_PACKETS)) } };
  }

  async positionOf(question: Question, row: number): Promise<Reply<number>> {
    const order = await this.preparedOrder(question);
    if (!order.ok) return order;
    if (order.value !== undefined) return { ok: true, value: order.value.indexOf(row) };
    return { ok: true, value: row >= 0 && row < this.table(question.table).length ? row : -1 };
  }

  checkFilter(table: TableName, filter: string): Reply<true> {
    const compiled = compileFilter(filter, this.table(table), this.bytesOf(table));
    return compiled.ok ? { ok: true, value: true } : compiled;
  }

  /** Help with a filter that is being written, `caret` characters into it. */
  filterAdvice(table: TableName, filter: string, caret: number): FilterAdvice {
    const rows = this.table(table);
    const reading = this.packetTests.reading(filter, rows);
    const advice = adviseFilter(table, filter, caret, rows, this.bytesOf(table));
    return reading === undefined || table === 'matches' ? advice : { ...advice, reading };
  }

  /** Where a feature of a flow comes from. */
  explain(flow: number, feature: string): Reply<Explanation> {
    if (!this.has(flow, this.tables.flows.length)) return noRow('flow', flow);
    const explained = explainFeature(this.tables, flow, feature);
    if (explained !== undefined) return { ok: true, value: explained };
    return failed({ code: 'bad-question', detail: `Flows have no feature “${feature}” by these settings.` });
  }

  /** The flow's packets in other languages. */
  flowFilters(flow: number): Reply<FilterEquivalents> {
    if (!this.has(flow, this.tables.flows.length)) return noRow('flow', flow);
    return { ok: true, value: flowEquivalents(this.tables.flows, flow) };
  }

  /** Ends what goes on in the file; for good, since another capture is wanted. */
  close(): void {
    this.packetTests.close();
  }

  /** How many packets a pcap-filter has looked at, while one is at work. */
  filterProgress(): FilterProgress | undefined {
    return this.packetTests.progress();
  }

  timeBins(bins: number, range: TimeRange | undefined): TimeBins {
    const { packets, facts } = this.tables;
    const whole = { fromNs: facts.firstNs, toNs: facts.lastNs };
    return timeBins(packets, this.matches?.packets, bins, range ?? whole);
  }

  flow(flow: number): Reply<FlowDetail> {
    if (!this.has(flow, this.tables.flows.length)) return noRow('flow', flow);
    return { ok: true, value: describeFlow(this.tables, flow) };
  }

  async packet(packet: number): Promise<Reply<PacketDetail>> {
    const { packets, facts } = this.tables;
    if (!this.has(packet, packets.length)) return noRow('packet', packet + 1);
    const [bytes] = await readPackets(this.bytes, packets, [packet], DETAIL_BYTES);
    const wireLength = packets.wireLength(packet);
    const { linkType, file } = facts.interfaces[packets.interface[packet] ?? 0];
    return {
      ok: true,
      value: {
        packet,
        bytes: bytes.slice(),
        capturedLength: packets.capturedLength(packet),
        wireLength,
        fileOffset: offsetInFile(packets.offset(packet)),
        ...(facts.files.length > 1 && { file: facts.files[file].name }),
        comments: facts.packetComments.get(packet) ?? [],
        names: namesOfPacket(this.tables, packet),
        layers: decodeLayers(bytes, linkType, wireLength),
        flow: packets.flow[packet],
        ...(packets.flow[packet] >= 0 && { place: packetPlace(this.tables, packet) }),
        reason: packetReason(this.tables.sources, packet),
      },
    };
  }

  eventBatch(run: number, from: number, count: number, withPayload: boolean): Promise<EventBatch> {
    if (this.events?.run !== run) this.events = { run, batches: new EventBatches(this.tables.sources, this.bytes) };
    return this.events.batches.make(from, count, withPayload);
  }

  /** Meters again from memory (pipeline.ts): flows have other numbers then, packets keep theirs. */
  meterAgain(parameters: MeterParameters): void {
    this.tables.meterAgain(parameters);
    this.meterings++;
    this.events = undefined;
    if (this.matches !== undefined) this.matches = new MatchStore(this.matches.set, this.tables.packets);
  }

  setMatches(set: MatchSet | undefined): Reply<true> {
    this.matchNumber++;
    this.matches = set === undefined ? undefined : new MatchStore(set, this.tables.packets);
    return { ok: true, value: true };
  }

  async match(match: number): Promise<Reply<MatchDetail>> {
    const detail = this.matches && (await describeMatch(this.tables, this.bytes, this.matches, match));
    return detail === undefined ? noRow('match', match + 1) : { ok: true, value: detail };
  }

  /** Writes rows or packets to a file, piece by piece. */
  export(request: ExportRequest, hooks: ExportHooks): Promise<Reply<ExportSummary>> {
    const { tables, bytes, matches } = this;
    const table = (name: TableName): Rows => this.table(name);
    const order = (question: Question): Promise<Reply<RowOrder>> => this.preparedOrder(question);
    const infos = (rows: readonly number[]): Promise<string[]> => this.infos(rows);
    return runExport(request, { tables, bytes, matches, table, order, infos }, hooks);
  }

  private table(name: TableName): Rows {
    if (name === 'flows') return this.tables.flows;
    if (name === 'packets') return this.tables.packetTable;
    return this.matches?.rows ?? NO_ROWS;
  }

  /** Tests of the packets of a table's rows; matches have none. */
  private bytesOf(table: TableName): ByteTests | undefined {
    if (table === 'matches') return undefined;
    return this.packetTests.tests(table === 'packets' ? ofPackets : (packets) => this.flowsWith(packets));
  }

  /** The flows with one of these packets. */
  private flowsWith(packets: BitSet): Predicate {
    const { flow, length } = this.tables.packets;
    const flows = new BitSet(this.tables.flows.length);
    for (let row = 0; row < length; row++) if (flow[row] >= 0 && packets.has(row)) flows.add(flow[row]);
    return (row) => flows.has(row);
  }

  /** The order of a question, once the packets that its filter asks for have been read. */
  private async preparedOrder(question: Question): Promise<Reply<RowOrder>> {
    const { table, filter } = question;
    const failure = table === 'matches' ? undefined : await this.packetTests.prepare(filter, this.table(table));
    return failure === undefined ? this.order(question) : failed(failure);
  }

  /** The rows of a question in its order, kept until tables or matches change. */
  private order(question: Question): Reply<RowOrder> {
    const { packets, flows } = this.tables;
    const stamp = `${packets.length} ${flows.length} ${this.matchNumber} ${this.meterings} ${this.tables.meter.expired}`;
    return this.orders.get(question, stamp, () => this.computeOrder(question));
  }

  /** Cheap restrictions first (flow, range, matches), then the filter, then the sort. */
  private computeOrder(question: Question): Reply<RowOrder> {
    const table = this.table(question.table);
    const filter =
      question.filter.trim() === ''
        ? undefined
        : compileFilter(question.filter, table, this.bytesOf(question.table));
    if (filter?.ok === false) return filter;
    const tests = [this.limitTest(question), this.rangeTest(question), this.matchTest(question), filter?.value];
    const limited = this.limitedPackets(question);
    if (!limited.ok) return limited;
    let rows = limited.value;
    for (const test of tests) if (test !== undefined) rows = selectRows(test, table.length, rows);
    if (question.sort === undefined) return { ok: true, value: rows };
    const column = table.columns.get(question.sort.column);
    if (column === undefined || column.type === 'list') return badColumn(question.sort.column);
    rows ??= allRows(table.length);
    return { ok: true, value: sortRows(rows, column, question.sort.descending) };
  }

  /** The packets of the question's flow, or those that fed a feature of it; undefined: no such limit. */
  private limitedPackets({ table, flow, feature }: Question): Reply<Int32Array | undefined> {
    if (table !== 'packets' || flow === undefined) return { ok: true, value: undefined };
    if (!this.has(flow, this.tables.flows.length)) return { ok: true, value: new Int32Array(0) };
    if (feature === undefined) return { ok: true, value: packetsOfFlow(this.tables, flow) };
    const explained = this.explain(flow, feature);
    return explained.ok ? { ok: true, value: explained.value.fed.rows } : explained;
  }

  private limitTest({ table }: Question): Predicate | undefined {
    return table === 'flows' ? flowLimit(this.tables) : undefined;
  }

  private rangeTest({ table, range }: Question): Predicate | undefined {
    if (range === undefined) return undefined;
    const { timeNs, flow, length } = this.tables.packets;
    const inside: Predicate = (row) => timeNs[row] >= range.fromNs && timeNs[row] <= range.toNs;
    if (table === 'packets') return inside;
    if (table === 'matches') return (row) => this.matches?.get(row)?.packets.some(inside) ?? false;
    const flows = new BitSet(this.tables.flows.length);
    for (let row = 0; row < length; row++) if (flow[row] >= 0 && inside(row)) flows.add(flow[row]);
    return (row) => flows.has(row);
  }

  private matchTest({ table, match }: Question): Predicate | undefined {
    if (match === undefined || table === 'matches') return undefined;
    if (match === 'any') return (row) => this.isMatched(table, row);
    const kept = new Set(table === 'packets' ? this.matches?.get(match)?.packets : this.matches?.flowsOf(match));
    return (row) => kept.has(row);
  }

  private isMatched(table: TableName, row: number): boolean {
    if (table === 'matches' || this.matches === undefined) return false;
    return table === 'packets' ? this.matches.packets.has(row) : this.matches.flows.has(row);
  }

  private async cells(table: TableName, rows: readonly number[], ids: readonly string[]): Promise<Cell[][]> {
    const infos = table === 'packets' && ids.includes('info') ? await this.infos(rows) : undefined;
    // Not before: the capture may have been metered again while the bytes were read.
    const { columns } = this.table(table);
    return rows.map((row, at) =>
      ids.map((id) => {
        if (id === 'info' && infos !== undefined) return infos[at];
        const column = columns.get(id);
        return column === undefined ? '' : exactCellOf(column, row);
      }),
    );
  }

  private async infos(rows: readonly number[]): Promise<string[]> {
    const bytes = await readPackets(this.bytes, this.tables.packets, rows, BRIEF_BYTES);
    return rows.map((row, at) => infoOf(this.tables, row, bytes[at]));
  }

  private has(row: number, length: number): boolean {
    return Number.isInteger(row) && row >= 0 && row < length;
  }
}

const ofPackets: RowsOfPackets = (packets) => (row) => packets.has(row);
const NO_ROWS: Rows = { length: 0, columns: new Map() };

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

function noRow(what: string, number: number): { ok: false; failure: Failure } {
  return failed({ code: 'bad-question', detail: `There is no ${what} ${number}.` });
}

function badColumn(column: string): { ok: false; failure: Failure } {
  return failed({ code: 'bad-question', detail: `The table cannot be sorted by “${column}”.` });
}
