import type { EventBatch } from '../model/event.ts';
import type { ExportRequest, ExportSummary } from '../model/export.ts';
import type { Explanation } from '../model/explanation.ts';
import { answered, badQuestion, failed, type Failed, type Reply } from '../model/failure.ts';
import type { FilterAdvice, FilterEquivalents, FilterProgress } from '../model/filter-advice.ts';
import type { MatchDetail, MatchSet } from '../model/match.ts';
import type { MeterParameters } from '../model/parameters.ts';
import type { Cell, FlowDetail, PacketDetail, Question, RowWindow, TimeBins, TimeRange } from '../model/question.ts';
import { offsetInFile } from '../model/places.ts';
import type { ByteSource } from '../model/reader.ts';
import { packetReason } from '../packets/table/packet-rows.ts';
import type { TableDescription, TableId } from '../model/table.ts';
import { decodeLayers } from '../protocols/decode.ts';
import type { CaptureTables } from '../tables.ts';
import type { ByteTests } from '../query/filter/byte-tests.ts';
import { compileFilter } from '../query/filter/compile.ts';
import { flowEquivalents } from '../query/translate/flow-equivalents.ts';
import { selectRows } from '../query/select-rows.ts';
import { sortRows } from '../query/sort.ts';
import { timeBins } from '../query/time-bins.ts';
import { adviseFilter } from './advise-filter.ts';
import { findField } from '../protocols/find-fields.ts';
import { widened } from '../query/filter/widened.ts';
import { exactCellOf } from './cells.ts';
import { EventBatches } from './event-batches.ts';
import { packetPlace } from './explain/packet-place.ts';
import { runExport } from './export.ts';
import { allRows, type ExportHooks } from './export-sources.ts';
import { namesOfPacket } from './known-names.ts';
import { describeFlow } from './flow-detail.ts';
import { explainFlow, hasRow, limitTests, matchedTest, rowsOfFlow } from './limits.ts';
import { describeMatch } from './match-detail.ts';
import { MatchStore } from './match-store.ts';
import { readPackets } from './packet-bytes.ts';
import { PacketTests } from './bytes/packet-tests.ts';
import { RowOrders, type RowOrder } from './row-orders.ts';
import type { CaptureTable, TableSources } from './tables/capture-table.ts';
import { writtenCells } from './written-cells.ts';
import { CAPTURE_TABLES } from './tables/index.ts';

/** Bytes of a packet that the detail shows. */
const DETAIL_BYTES = 65_536;

const NO_MATCHES: MatchSet = { classes: [], matches: [], omitted: [] };

/**
 * Answers the page's questions about the tables of one capture, also while they grow. Questions are answered from
 * columns; only details, info texts and payloads read bytes of the file.
 */
export class CaptureSession {
  private readonly entries: ReadonlyMap<TableId, CaptureTable>;
  private readonly orders = new RowOrders();
  private readonly packetTests: PacketTests;
  private sources: TableSources;
  private matchNumber = 0;
  private meterings = 0;
  private events: { run: number; batches: EventBatches } | undefined;

  /** @param entries the tables that can be asked for */
  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    entries: readonly CaptureTable[] = CAPTURE_TABLES,
  ) {
    this.packetTests = new PacketTests(tables, bytes);
    this.entries = new Map(entries.map((entry) => [entry.description.id, entry]));
    this.sources = { tables, bytes, matches: new MatchStore(NO_MATCHES, tables.packets) };
  }

  /** The tables that can be asked for, with their columns by the parameters in force. */
  describeTables(): readonly TableDescription[] {
    return [...this.entries.values()].map((entry) => ({
      ...entry.description,
      columns: [...entry.rows(this.sources).columns.values()].map(({ description }) => description),
    }));
  }

  async rows(question: Question, from: number, count: number, columnIds: readonly string[]): Promise<Reply<RowWindow>> {
    const table = this.entries.get(question.table);
    if (table === undefined) return noTable(question.table);
    const order = await this.preparedOrder(table, question);
    if (!order.ok) return order;
    const { length } = table.rows(this.sources);
    const shown = order.value?.length ?? length;
    const start = Math.max(0, Math.min(from, shown));
    const rows: number[] = [];
    for (let at = start; at < Math.min(shown, start + count); at++)
      rows.push(order.value === undefined ? at : order.value[at]);
    const written = await writtenCells(table, this.sources, rows, columnIds);
    const isMatched = matchedTest(table, this.sources, 'any');
    const window: RowWindow = {
      total: table.counted?.(this.sources)?.total ?? length,
      shown,
      from: start,
      rows,
      cells: this.cells(table, rows, columnIds, written.byColumn),
      matched: rows.map((row) => (isMatched(row) ? 1 : 0)),
      ...table.windowParts?.(this.sources, rows, columnIds),
      ...(written.unread !== undefined && { unread: written.unread }),
    };
    return answered(window);
  }

  async positionOf(question: Question, row: number): Promise<Reply<number>> {
    const table = this.entries.get(question.table);
    if (table === undefined) return noTable(question.table);
    const order = await this.preparedOrder(table, question);
    if (!order.ok) return order;
    if (order.value !== undefined) return answered(order.value.indexOf(row));
    return answered(hasRow(row, table.rows(this.sources).length) ? row : -1);
  }

  checkFilter(tableId: TableId, filter: string): Reply<true> {
    const table = this.entries.get(tableId);
    if (table === undefined) return noTable(tableId);
    const compiled = compileFilter(filter, table.rows(this.sources), this.byteTests(table));
    return compiled.ok ? answered(true) : compiled;
  }

  /** Help with a filter that is being written, `caret` characters into it. */
  filterAdvice(tableId: TableId, filter: string, caret: number): Reply<FilterAdvice> {
    const table = this.entries.get(tableId);
    if (table === undefined) return noTable(tableId);
    const rows = table.rows(this.sources);
    const advice = adviseFilter(filter, caret, rows, table.terms, this.byteTests(table));
    if (!table.description.testsBytes) return answered(advice);
    const reading = this.packetTests.reading(filter, rows);
    const wider = widened(filter, (name) => findField(name) !== undefined);
    return answered({ ...advice, ...(reading && { reading }), ...(wider !== undefined && { wider }) });
  }

  /** Where a feature of a flow comes from. */
  explain(flow: number, feature: string): Reply<Explanation> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    return explainFlow(this.tables, flow, feature);
  }

  /** The flow's packets in other languages. */
  flowFilters(flow: number): Reply<FilterEquivalents> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    return answered(flowEquivalents(this.tables.flows, flow));
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
    return timeBins(packets, this.sources.matches.packets, bins, range ?? whole);
  }

  flow(flow: number): Reply<FlowDetail> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    return answered(describeFlow(this.tables, flow));
  }

  async packet(packet: number): Promise<Reply<PacketDetail>> {
    const { packets, facts } = this.tables;
    if (!hasRow(packet, packets.length)) return noRow('packet', packet + 1);
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

  /** Meters again from memory (core/tables.ts): flows have other numbers then, packets keep theirs. */
  meterAgain(parameters: MeterParameters): void {
    this.tables.meterAgain(parameters);
    this.meterings++;
    this.events = undefined;
    this.keepMatches(this.sources.matches.set);
  }

  setMatches(set: MatchSet | undefined): Reply<true> {
    this.matchNumber++;
    this.keepMatches(set ?? NO_MATCHES);
    return answered(true);
  }

  async match(match: number): Promise<Reply<MatchDetail>> {
    const detail = await describeMatch(this.tables, this.bytes, this.sources.matches, match);
    return detail === undefined ? noRow('match', match + 1) : answered(detail);
  }

  /** Writes rows or packets to a file, piece by piece. */
  export(request: ExportRequest, hooks: ExportHooks): Promise<Reply<ExportSummary>> {
    const { sources } = this;
    const table = this.entries.get(request.question.table);
    if (table === undefined) return Promise.resolve(noTable(request.question.table));
    const order = (question: Question): Promise<Reply<RowOrder>> => this.preparedOrder(table, question);
    return runExport(request, { table, sources, order }, hooks);
  }

  private keepMatches(set: MatchSet): void {
    this.sources = { ...this.sources, matches: new MatchStore(set, this.tables.packets) };
  }

  /** Tests of the packets of a table's rows, as far as they have been looked at. */
  private byteTests(table: CaptureTable): ByteTests | undefined {
    if (!table.description.testsBytes) return undefined;
    return this.packetTests.tests((fits) => table.withPacket(this.sources, fits));
  }

  /** The order of a question, once the packets that its filter asks for have been read. */
  private async preparedOrder(table: CaptureTable, question: Question): Promise<Reply<RowOrder>> {
    const filter = table.description.testsBytes ? question.filter : '';
    const failure = await this.packetTests.prepare(filter, table.rows(this.sources));
    return failure === undefined ? this.order(table, question) : failed(failure);
  }

  /** The rows of a question in its order, kept until tables or matches change. */
  private order(table: CaptureTable, question: Question): Reply<RowOrder> {
    const lengths = [...this.entries.values()].map((entry) => entry.rows(this.sources).length);
    const stamp = [...lengths, this.matchNumber, this.meterings, this.tables.meter.expired].join(' ');
    return this.orders.get(question, stamp, () => this.computeOrder(table, question));
  }

  /** Cheap restrictions first (flow, range, matches), then the filter, then the sort. */
  private computeOrder(table: CaptureTable, question: Question): Reply<RowOrder> {
    const { sources } = this;
    const all = table.rows(sources);
    const filter =
      question.filter.trim() === '' ? undefined : compileFilter(question.filter, all, this.byteTests(table));
    if (filter?.ok === false) return filter;
    const ofFlow = rowsOfFlow(table, sources, question);
    if (!ofFlow.ok) return ofFlow;
    let rows = ofFlow.value;
    const tests = [...limitTests(table, sources, question), filter?.value];
    for (const test of tests) if (test !== undefined) rows = selectRows(test, all.length, rows);
    if (question.sort === undefined) return answered(rows);
    const column = all.columns.get(question.sort.column);
    if (column === undefined || column.type === 'list') return badColumn(question.sort.column);
    rows ??= allRows(all.length);
    return answered(sortRows(rows, column, question.sort.descending));
  }

  /** Not before `written`: the capture may have been metered again while the bytes were read. */
  private cells(
    table: CaptureTable,
    rows: readonly number[],
    ids: readonly string[],
    written: ReadonlyMap<string, readonly Cell[]> | undefined,
  ): Cell[][] {
    const { columns } = table.rows(this.sources);
    return rows.map((row, at) =>
      ids.map((id) => {
        const column = columns.get(id);
        return column === undefined ? (written?.get(id)?.[at] ?? '') : exactCellOf(column, row);
      }),
    );
  }
}

function noTable(table: TableId): Failed {
  return badQuestion(`There is no table “${table}”.`);
}

function noRow(what: string, number: number): Failed {
  return badQuestion(`There is no ${what} ${number}.`);
}

function badColumn(column: string): Failed {
  return badQuestion(`The table cannot be sorted by “${column}”.`);
}
