import { bisectLeft } from '../../base/bisect.ts';
import type { EventBatch } from '../model/event.ts';
import type { ExportRequest, ExportSummary } from '../model/export.ts';
import type { Explanation } from '../model/explanation.ts';
import { answered, badQuestion, failed, type Failed, type Reply } from '../model/failure.ts';
import type { FilterAdvice, FilterEquivalents, FilterProgress } from '../model/filter-advice.ts';
import type { MatchDetail, MatchSet } from '../model/match.ts';
import type { MeterParameters } from '../model/parameters.ts';
import type {
  Cell,
  FlowDetail,
  PacketDetail,
  PacketHits,
  Question,
  RowWindow,
  TimeBins,
  TimeBinsRequest,
} from '../model/question.ts';
import { offsetInFile } from '../model/places.ts';
import type { ByteSource } from '../model/reader.ts';
import { INFO_COLUMN } from '../model/packet-columns.ts';
import { packetReason } from '../packets/table/packet-rows.ts';
import type { TableDescription, TableId } from '../model/table.ts';
import { decodeLayers } from '../protocols/decode.ts';
import type { CaptureTables } from '../tables.ts';
import type { ByteTests } from '../query/filter/byte-tests.ts';
import { compileFilter } from '../query/filter/compile.ts';
import { flowEquivalents } from '../query/translate/flow-equivalents.ts';
import { selectRows } from '../query/select-rows.ts';
import { sortRows } from '../query/sort.ts';
import { adviseFilter } from './advise-filter.ts';
import { wideForms } from './wide-forms.ts';
import { exactCellOf } from './cells.ts';
import { EventBatches } from './event-batches.ts';
import { packetPlace } from './explain/packet-place.ts';
import { runExport } from './export.ts';
import { allRows, type ExportHooks } from './export-sources.ts';
import { namesOfPacket } from './known-names.ts';
import { furtherOfPacket } from './further-of-packet.ts';
import { describeFlow } from './flow-detail.ts';
import { explainFlow, hasRow, limitTests, matchedTest, rowsOfFlow } from './limits.ts';
import { describeMatch } from './match-detail.ts';
import { MatchStore } from './match-store.ts';
import { readPackets } from './packet-bytes.ts';
import { infoHits, packetHits } from './packet-hits.ts';
import { PacketTests } from './bytes/packet-tests.ts';
import { RowOrders, type RowOrder } from './row-orders.ts';
import { StripBins, type KeptPackets } from './strip-bins.ts';
import type { CaptureTable, TableSources } from './tables/capture-table.ts';
import { writtenCells } from './written-cells.ts';
import { groupedTable } from './tables/grouped.ts';
import { KeptGroups } from './kept-groups.ts';
import { CAPTURE_TABLES } from './tables/index.ts';

/** Bytes of a packet that the detail shows. */
const DETAIL_BYTES = 65_536;

/** A table, or the groups of its rows, and the rows that a question keeps of it, in its order. */
interface Asked {
  readonly table: CaptureTable;
  readonly order: RowOrder;
}

const NO_MATCHES: MatchSet = { classes: [], matches: [], omitted: [] };

/**
 * Answers the page's questions about the tables of one capture, also while they grow. Questions are answered from
 * columns; only details, info texts and payloads read bytes of the file.
 */
export class CaptureSession {
  private readonly entries: ReadonlyMap<TableId, CaptureTable>;
  private readonly orders = new RowOrders();
  private readonly groups = new KeptGroups();
  private readonly packetTests: PacketTests;
  private readonly strip: StripBins;
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
    this.strip = new StripBins(tables);
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
    const asked = await this.asked(question);
    if (!asked.ok) return asked;
    const { table, order } = asked.value;
    const { length } = table.rows(this.sources);
    const shown = order?.length ?? length;
    const start = Math.max(0, Math.min(from, shown));
    const rows: number[] = [];
    for (let at = start; at < Math.min(shown, start + count); at++) rows.push(order === undefined ? at : order[at]);
    const written = await writtenCells(table, this.sources, rows, columnIds);
    const isMatched = question.group === undefined ? matchedTest(table, this.sources, 'any') : () => false;
    const window: RowWindow = {
      total: table.counted?.(this.sources)?.total ?? length,
      shown,
      from: start,
      rows,
      cells: this.cells(table, rows, columnIds, written.byColumn),
      matched: rows.map((row) => (isMatched(row) ? 1 : 0)),
      ...table.windowParts?.(this.sources, rows, columnIds),
      ...(written.unread !== undefined && { unread: written.unread }),
      ...infoHits(question, written.byColumn?.get(INFO_COLUMN.id)),
    };
    return answered(window);
  }

  async positionOf(question: Question, row: number): Promise<Reply<number>> {
    const asked = await this.asked(question);
    if (!asked.ok) return asked;
    const { table, order } = asked.value;
    if (order !== undefined) return answered(order.indexOf(row));
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
    const { testsBytes } = table.description;
    const reading = testsBytes ? this.packetTests.reading(filter, rows) : undefined;
    return answered({ ...advice, ...wideForms(filter, testsBytes), ...(reading && { reading }) });
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

  /** Ends what filters look for in the file: who waits for it is answered `stopped`. */
  stopFilters(): Reply<true> {
    this.packetTests.stop();
    return answered(true);
  }

  /** How many packets a pcap-filter has looked at, while one is at work. */
  filterProgress(): FilterProgress | undefined {
    return this.packetTests.progress();
  }

  /** Never waits: of a filter that reads bytes it tells what is known so far. */
  timeBins(request: TimeBinsRequest): TimeBins {
    const kept = request.question === undefined ? undefined : this.keptPackets(request.question);
    return this.strip.count(request, this.sources.matches, kept);
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
    const further = furtherOfPacket(this.tables, packet, bytes);
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
        ...(further.length > 0 && { further }),
      },
    };
  }

  /** Where a packet has what a filter looks for in whole packets. */
  async packetHits(packet: number, filter: string): Promise<Reply<PacketHits>> {
    const { packets, facts } = this.tables;
    if (!hasRow(packet, packets.length)) return noRow('packet', packet + 1);
    const [bytes] = await readPackets(this.bytes, packets, [packet], DETAIL_BYTES);
    const { linkType } = facts.interfaces[packets.interface[packet] ?? 0];
    return answered(packetHits(filter, bytes, decodeLayers(bytes, linkType, packets.wireLength(packet))));
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
  async export(request: ExportRequest, hooks: ExportHooks): Promise<Reply<ExportSummary>> {
    const { sort: _, ...unsorted } = request.question;
    // Packets are written in the order of the capture.
    const asked = await this.asked('columns' in request ? request.question : unsorted);
    if (!asked.ok) return asked;
    const { table, order } = asked.value;
    return runExport(request, { table, sources: this.sources, order }, hooks);
  }

  private keepMatches(set: MatchSet): void {
    this.sources = { ...this.sources, matches: new MatchStore(set, this.tables.packets) };
  }

  /** Tests of the packets of a table's rows, as far as they have been looked at. */
  private byteTests(table: CaptureTable): ByteTests | undefined {
    if (!table.description.testsBytes) return undefined;
    return this.packetTests.tests((fits) => table.withPacket(this.sources, fits));
  }

  /** The table that a question asks, or its groups, and the order of the rows that are kept. */
  private async asked(question: Question): Promise<Reply<Asked>> {
    const table = this.entries.get(question.table);
    if (table === undefined) return noTable(question.table);
    if (question.group === undefined) {
      const order = await this.preparedOrder(table, question);
      return order.ok ? answered({ table, order: order.value }) : order;
    }
    const { group, having = '', sort, ...base } = question;
    const rows = await this.preparedOrder(table, base);
    if (!rows.ok) return rows;
    const key = JSON.stringify([base, group]);
    const grouped = this.groups.get(key, this.stamp(), () => groupedTable(table, this.sources, group, rows.value));
    if (!grouped.ok) return grouped;
    const over: Question = { table: question.table, filter: having, ...(sort && { sort }) };
    const order = this.order(grouped.value, over, question);
    return order.ok ? answered({ table: grouped.value, order: order.value }) : order;
  }

  /** The order of a question, once the packets that its filter asks for have been read. */
  private async preparedOrder(table: CaptureTable, question: Question): Promise<Reply<RowOrder>> {
    const filter = table.description.testsBytes ? question.filter : '';
    const failure = await this.packetTests.prepare(filter, table.rows(this.sources));
    return failure === undefined ? this.order(table, question) : failed(failure);
  }

  /**
   * The packets of the rows that a question keeps. While bytes are read: of packets those looked at so far, of other
   * tables none, since a later packet may decide about their rows.
   */
  private keptPackets(question: Question): KeptPackets | undefined {
    const { sources } = this;
    const table = this.entries.get(question.table);
    if (table === undefined) return undefined;
    const all = table.rows(sources);
    const { length } = this.tables.packets;
    const known = table.description.testsBytes ? this.packetTests.known(question.filter, all) : length;
    if (known < length && !table.description.isPackets) return { rows: 0, packets: [], known: 0 };
    // What is known in part is not kept: the table asks the same question, and waits for the whole answer.
    const order = known < length ? this.computeOrder(table, question) : this.order(table, question);
    if (!order.ok) return undefined;
    const rows = order.value ?? allRows(all.length);
    const certain = known < length ? rows.subarray(0, bisectLeft(rows, known)) : rows;
    return { rows: certain.length, packets: table.packetsOf(sources, certain), known };
  }

  /** The rows of a question in its order, kept until tables or matches change. */
  private order(table: CaptureTable, question: Question, keptAs = question): Reply<RowOrder> {
    return this.orders.get(keptAs, this.stamp(), () => this.computeOrder(table, question));
  }

  /** Changes when any table does. */
  private stamp(): string {
    const lengths = [...this.entries.values()].map((entry) => entry.rows(this.sources).length);
    return [...lengths, this.matchNumber, this.meterings, this.tables.meter.expired].join(' ');
  }

  /**
   * Cheap restrictions first (flow, range, matches), then the filter, then the sort. The rows of a filter without range and
   * sort are a question of their own, which the strip asks too: moving the range or sorting runs no filter again.
   */
  private computeOrder(table: CaptureTable, question: Question): Reply<RowOrder> {
    const { range, sort, ...plain } = question;
    const apart = question.filter.trim() !== '' && (range !== undefined || sort !== undefined);
    const kept = apart ? this.order(table, plain) : this.computeRows(table, question);
    if (!kept.ok) return kept;
    const all = table.rows(this.sources);
    let rows = kept.value;
    if (apart && range !== undefined)
      for (const test of limitTests(table, this.sources, { table: question.table, filter: '', range }))
        rows = selectRows(test, all.length, rows);
    if (sort === undefined) return answered(rows);
    const column = all.columns.get(sort.column);
    if (column === undefined || column.type === 'list') return badColumn(sort.column);
    return answered(sortRows(rows ?? allRows(all.length), column, sort.descending));
  }

  private computeRows(table: CaptureTable, question: Question): Reply<RowOrder> {
    const { sources } = this;
    const all = table.rows(sources);
    const filter =
      question.filter.trim() === ''
        ? undefined
        : compileFilter(question.filter, all, this.byteTests(table), question.words);
    if (filter?.ok === false) return filter;
    const ofFlow = rowsOfFlow(table, sources, question);
    if (!ofFlow.ok) return ofFlow;
    let rows = ofFlow.value;
    const tests = [...limitTests(table, sources, question), filter?.value];
    for (const test of tests) if (test !== undefined) rows = selectRows(test, all.length, rows);
    return answered(rows);
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
