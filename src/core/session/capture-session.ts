import { BitSet } from '../../base/bit-set.ts';
import { csvPieces } from '../export/csv.ts';
import type { Column, Rows } from '../model/column.ts';
import type { EventBatch } from '../model/event.ts';
import type { Failure, Reply } from '../model/failure.ts';
import type { MatchDetail, MatchSet } from '../model/match.ts';
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
import type { ByteSource } from '../model/reader.ts';
import { decodeLayers } from '../packets/layers/decode.ts';
import type { Analysis } from '../pipeline.ts';
import { compileFilter } from '../query/filter/compile.ts';
import { selectRows } from '../query/select-rows.ts';
import { sortRows } from '../query/sort.ts';
import { timeBins } from '../query/time-bins.ts';
import { cellOf } from './cells.ts';
import { EventBatches } from './event-batches.ts';
import { describeFlow, packetsOfFlow } from './flow-detail.ts';
import { BRIEF_BYTES, describeMatch, infoOf } from './match-detail.ts';
import { MatchStore } from './match-store.ts';
import { readPackets } from './packet-bytes.ts';
import { RowOrders, type RowOrder } from './row-orders.ts';

/** Packets of a flow's picture. */
const SHAPE_PACKETS = 40;
/** Bytes of a packet that the detail shows. */
const DETAIL_BYTES = 65_536;

type Predicate = (row: number) => boolean;

/**
 * Answers the page's questions about one analysis, also while it grows. Questions are answered from columns; only
 * details, info texts and payloads read bytes of the file.
 */
export class CaptureSession {
  private readonly orders = new RowOrders();
  private matches: MatchStore | undefined;
  private matchNumber = 0;
  private events: { run: number; batches: EventBatches } | undefined;

  constructor(
    private readonly analysis: Analysis,
    private readonly bytes: ByteSource,
  ) {}

  async rows(question: Question, from: number, count: number, columnIds: readonly string[]): Promise<Reply<RowWindow>> {
    const order = this.order(question);
    if (!order.ok) return order;
    const table = this.table(question.table);
    const shown = order.value?.length ?? table.length;
    const start = Math.max(0, Math.min(from, shown));
    const rows: number[] = [];
    for (let at = start; at < Math.min(shown, start + count); at++)
      rows.push(order.value === undefined ? at : order.value[at]);
    const cells = await this.cells(question.table, rows, columnIds);
    const matched = rows.map((row) => (this.isMatched(question.table, row) ? 1 : 0));
    const window = { total: table.length, shown, from: start, rows, cells, matched };
    if (question.table !== 'flows' || !columnIds.includes('shape')) return { ok: true, value: window };
    return { ok: true, value: { ...window, shapes: rows.map((row) => this.analysis.shape(row, SHAPE_PACKETS)) } };
  }

  positionOf(question: Question, row: number): Reply<number> {
    const order = this.order(question);
    if (!order.ok) return order;
    if (order.value !== undefined) return { ok: true, value: order.value.indexOf(row) };
    return { ok: true, value: row >= 0 && row < this.table(question.table).length ? row : -1 };
  }

  checkFilter(table: TableName, filter: string): Reply<true> {
    const compiled = compileFilter(filter, this.table(table));
    return compiled.ok ? { ok: true, value: true } : compiled;
  }

  timeBins(bins: number, range: TimeRange | undefined): TimeBins {
    const { packets, facts } = this.analysis;
    const whole = { fromNs: facts.firstNs, toNs: facts.lastNs };
    return timeBins(packets, this.matches?.packets, bins, range ?? whole);
  }

  flow(flow: number): Reply<FlowDetail> {
    if (!this.has(flow, this.analysis.flows.length)) return noRow('flow', flow);
    return { ok: true, value: describeFlow(this.analysis, flow) };
  }

  async packet(packet: number): Promise<Reply<PacketDetail>> {
    const { packets, facts } = this.analysis;
    if (!this.has(packet, packets.length)) return noRow('packet', packet + 1);
    const [bytes] = await readPackets(this.bytes, packets, [packet], DETAIL_BYTES);
    const wireLength = packets.wireLength(packet);
    const { linkType } = facts.interfaces[packets.interface[packet] ?? 0];
    return {
      ok: true,
      value: {
        packet,
        bytes: bytes.slice(),
        capturedLength: packets.capturedLength(packet),
        wireLength,
        fileOffset: packets.offset(packet),
        layers: decodeLayers(bytes, linkType, wireLength),
        flow: packets.flow[packet],
        reason: packets.reason(packet),
      },
    };
  }

  eventBatch(run: number, from: number, count: number, withPayload: boolean): Promise<EventBatch> {
    if (this.events?.run !== run) this.events = { run, batches: new EventBatches(this.analysis.sources, this.bytes) };
    return this.events.batches.make(from, count, withPayload);
  }

  setMatches(set: MatchSet | undefined): Reply<true> {
    this.matchNumber++;
    this.matches = set === undefined ? undefined : new MatchStore(set, this.analysis.packets);
    return { ok: true, value: true };
  }

  async match(match: number): Promise<Reply<MatchDetail>> {
    const detail = this.matches && (await describeMatch(this.analysis, this.bytes, this.matches, match));
    return detail === undefined ? noRow('match', match + 1) : { ok: true, value: detail };
  }

  /** The rows that a question keeps, as pieces of CSV text. */
  csv(question: Question, columnIds: readonly string[]): Reply<Iterable<string>> {
    const order = this.order(question);
    if (!order.ok) return order;
    const table = this.table(question.table);
    const columns = columnIds
      .map((id) => table.columns.get(id))
      .filter((column): column is Column => column !== undefined);
    return { ok: true, value: csvPieces(columns, order.value ?? counting(table.length)) };
  }

  private table(name: TableName): Rows {
    if (name === 'flows') return this.analysis.flows;
    if (name === 'packets') return this.analysis.packetTable;
    return this.matches?.rows ?? NO_ROWS;
  }

  /** The rows of a question in its order, kept until tables or matches change. */
  private order(question: Question): Reply<RowOrder> {
    const { packets, flows } = this.analysis;
    const stamp = `${packets.length} ${flows.length} ${this.matchNumber} ${this.analysis.meter.expired}`;
    return this.orders.get(question, stamp, () => this.computeOrder(question));
  }

  /** Cheap restrictions first (flow, range, matches), then the filter, then the sort. */
  private computeOrder(question: Question): Reply<RowOrder> {
    const table = this.table(question.table);
    const filter = question.filter.trim() === '' ? undefined : compileFilter(question.filter, table);
    if (filter?.ok === false) return filter;
    const tests = [this.rangeTest(question), this.matchTest(question), filter?.value];
    let rows =
      question.flow !== undefined && question.table === 'packets' ? this.flowPackets(question.flow) : undefined;
    for (const test of tests) if (test !== undefined) rows = selectRows(test, table.length, rows);
    if (question.sort === undefined) return { ok: true, value: rows };
    const column = table.columns.get(question.sort.column);
    if (column === undefined || column.type === 'list') return badColumn(question.sort.column);
    rows ??= allRows(table.length);
    return { ok: true, value: sortRows(rows, column, question.sort.descending) };
  }

  private flowPackets(flow: number): Int32Array {
    return this.has(flow, this.analysis.flows.length) ? packetsOfFlow(this.analysis, flow) : new Int32Array(0);
  }

  private rangeTest({ table, range }: Question): Predicate | undefined {
    if (range === undefined) return undefined;
    const { timeNs, flow, length } = this.analysis.packets;
    const inside: Predicate = (row) => timeNs[row] >= range.fromNs && timeNs[row] <= range.toNs;
    if (table === 'packets') return inside;
    if (table === 'matches') return (row) => this.matches?.get(row)?.packets.some(inside) ?? false;
    const flows = new BitSet(this.analysis.flows.length);
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
    const { columns } = this.table(table);
    const infos = table === 'packets' && ids.includes('info') ? await this.infos(rows) : undefined;
    return rows.map((row, at) =>
      ids.map((id) => {
        if (id === 'info' && infos !== undefined) return infos[at];
        const column = columns.get(id);
        return column === undefined ? '' : cellOf(column, row);
      }),
    );
  }

  private async infos(rows: readonly number[]): Promise<string[]> {
    const bytes = await readPackets(this.bytes, this.analysis.packets, rows, BRIEF_BYTES);
    return rows.map((row, at) => infoOf(this.analysis, row, bytes[at]));
  }

  private has(row: number, length: number): boolean {
    return Number.isInteger(row) && row >= 0 && row < length;
  }
}

const NO_ROWS: Rows = { length: 0, columns: new Map() };

function allRows(length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

function* counting(length: number): Generator<number> {
  for (let row = 0; row < length; row++) yield row;
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

function noRow(what: string, number: number): { ok: false; failure: Failure } {
  return failed({ code: 'bad-question', detail: `There is no ${what} ${number}.` });
}

function badColumn(column: string): { ok: false; failure: Failure } {
  return failed({ code: 'bad-question', detail: `The table cannot be sorted by “${column}”.` });
}
