import { bisectLeft } from '../../base/bisect.ts';
import { BitSet } from '../../base/bit-set.ts';
import { answered, badQuestion, failed, type Failed, type Reply } from '../model/failure.ts';
import { FLOW_TABLE } from '../model/table-list.ts';
import type { Rows } from '../model/column.ts';
import type { Question, Slice } from '../model/question.ts';
import type { TableId } from '../model/table.ts';
import type { ByteTests } from '../query/filter/byte-tests.ts';
import { compileFilter } from '../query/filter/compile.ts';
import { selectRows } from '../query/select-rows.ts';
import { sortRows } from '../query/sort.ts';
import type { PacketTests } from './bytes/packet-tests.ts';
import { allRows } from './export-sources.ts';
import { KeptGroups, type GroupedState } from './kept-groups.ts';
import { follows, limitTests, rowsOfFlow } from './limits.ts';
import { RowOrders, type RowOrder } from './row-orders.ts';
import type { KeptPackets } from './strip-bins.ts';
import type { CaptureTable, RowTest, TableSources } from './tables/capture-table.ts';
import { groupedTable } from './tables/grouped.ts';

/** A table, or the groups of its rows, and the rows that a question keeps of it, in its order. */
interface Asked {
  readonly table: CaptureTable;
  readonly order: RowOrder;
}

/** Which rows of which table a question keeps, and in which order. Answers are kept until tables or matches change. */
export class RowAnswers {
  private readonly orders = new RowOrders();
  private readonly groups = new KeptGroups();
  /** How often what was known of flows and matches has changed. */
  private times = 0;
  /** How often names of addresses were found. */
  private namedTimes = 0;

  constructor(
    private readonly entries: ReadonlyMap<TableId, CaptureTable>,
    private readonly packetTests: PacketTests,
    private readonly sources: () => TableSources,
  ) {}

  /** Names of addresses are known now, or which messages answer each other: columns have others. */
  named(): void {
    this.namedTimes++;
  }

  /** Flows or matches are others now. */
  forget(): void {
    this.times++;
  }

  /** Tests of the packets of a table's rows, as far as they have been looked at. */
  byteTests(table: CaptureTable): ByteTests | undefined {
    if (!table.description.testsBytes) return undefined;
    return this.packetTests.tests((fits) => table.withPacket(this.sources(), fits));
  }

  /** The table that a question asks (one of the capture’s, unless another is given), or its groups, and the rows that are kept. */
  async ask(question: Question, table = this.entries.get(question.table)): Promise<Reply<Asked>> {
    if (table === undefined) return noTable(question.table);
    if (question.group === undefined) {
      const order = await this.preparedOrder(table, question);
      return order.ok ? answered({ table, order: order.value }) : order;
    }
    const { group, having = '', sort, ...base } = question;
    const rows = await this.preparedOrder(table, base);
    if (!rows.ok) return rows;
    const key = JSON.stringify([base, group]);
    const state = this.groupedState(table);
    const grouped = this.groups.get(key, state, () => groupedTable(table, this.sources(), group, rows.value));
    if (!grouped.ok) return grouped;
    const over: Question = { table: question.table, filter: having, ...(sort && { sort }) };
    const order = this.order(grouped.value, over, question);
    return order.ok ? answered({ table: grouped.value, order: order.value }) : order;
  }

  /** The order of a question, once the packets that its filter asks for have been read. */
  private async preparedOrder(table: CaptureTable, question: Question): Promise<Reply<RowOrder>> {
    const filter = table.description.testsBytes ? question.filter : '';
    let failure = await this.packetTests.prepare(filter, table.rows(this.sources()));
    const flows = this.flowsOf(table, question);
    if (flows !== undefined) failure ??= await this.packetTests.prepare(flows.filter, flows.entry.rows(this.sources()));
    return failure === undefined ? this.order(table, question) : failed(failure);
  }

  /**
   * The packets of the rows that a question keeps. While bytes are read: of packets those looked at so far, of other
   * tables none, since a later packet may decide about their rows.
   */
  keptPackets(question: Question): KeptPackets | undefined {
    const sources = this.sources();
    const table = this.entries.get(question.table);
    if (table === undefined) return undefined;
    const all = table.rows(sources);
    const { length } = sources.tables.packets;
    const known = table.description.testsBytes ? this.packetTests.known(question.filter, all) : length;
    if (known < length && !table.description.isPackets) return { rows: 0, packets: [], known: 0 };
    // What is known in part is not kept: the table asks the same question, and waits for the whole answer.
    const order = known < length ? this.computeOrder(table, question, question) : this.order(table, question);
    if (!order.ok) return undefined;
    const rows = order.value ?? allRows(all.length);
    const certain = known < length ? rows.subarray(0, bisectLeft(rows, known)) : rows;
    return { rows: certain.length, packets: table.packetsOf(sources, certain), known };
  }

  /** The rows of a question in its order, kept until tables or matches change. */
  private order(table: CaptureTable, question: Question, keptAs: Question = question): Reply<RowOrder> {
    return this.orders.get(keptAs, this.fullStamp(), () => this.computeOrder(table, question, keptAs));
  }

  private groupedState(table: CaptureTable): GroupedState {
    const rows = table.rows(this.sources()).length;
    return { stamp: this.fullStamp(), times: this.times, rows, growing: !this.sources().tables.finished };
  }

  /** Changes when any table does, and when names of addresses are found. */
  private fullStamp(): string {
    return `${this.stamp()} ${this.namedTimes}`;
  }

  /** Changes when any table does. */
  stamp(): string {
    const sources = this.sources();
    const lengths = [...this.entries.values()].map((entry) => entry.stamp?.(sources) ?? entry.rows(sources).length);
    return [...lengths, this.times, this.sources().tables.meter.expired].join(' ');
  }

  /**
   * Cheap restrictions first (flow, range, matches), then the filter, then the sort. The rows of a filter without range and
   * sort are a question of their own, which the strip asks too: moving the range or sorting runs no filter again.
   */
  private computeOrder(table: CaptureTable, question: Question, keptAs: Question): Reply<RowOrder> {
    if (question.slice !== undefined) return this.sliced(table, question, question.slice);
    const { range, sort, ...plain } = question;
    const apart = question.filter.trim() !== '' && (range !== undefined || sort !== undefined);
    // Groups are kept by the question that they answer.
    const plainKey = keptAs === question ? plain : withoutSort(keptAs);
    const kept = apart ? this.order(table, plain, plainKey) : this.computeRows(table, question);
    if (!kept.ok) return kept;
    const all = table.rows(this.sources());
    let rows = kept.value;
    if (apart && range !== undefined)
      for (const test of limitTests(table, this.sources(), { table: question.table, filter: '', range }))
        rows = selectRows(test, all.length, rows);
    return sort === undefined ? answered(rows) : sorted(all, rows, sort);
  }

  /** The rows at some positions, in another order. */
  private sliced(table: CaptureTable, question: Question, { first, last, sort }: Slice): Reply<RowOrder> {
    const { slice: _, sort: wanted, ...rest } = question;
    const whole = this.order(table, { ...rest, ...(sort && { sort }) });
    if (!whole.ok) return whole;
    const all = table.rows(this.sources());
    const rows = (whole.value ?? allRows(all.length)).slice(Math.max(0, first), last + 1).sort();
    return wanted === undefined ? answered(rows) : sorted(all, rows, wanted);
  }

  /** The filter of flows that limits a table, and their table. */
  private flowsOf(table: CaptureTable, { flows }: Question): { filter: string; entry: CaptureTable } | undefined {
    const entry = this.entries.get(FLOW_TABLE.id);
    return flows === undefined || entry === undefined || !follows(table, 'flows')
      ? undefined
      : { filter: flows, entry };
  }

  /** Which rows have a packet of a flow that fits; undefined if all do. */
  private flowsTest(table: CaptureTable, question: Question): Reply<RowTest | undefined> {
    const flows = this.flowsOf(table, question);
    if (flows === undefined) return answered(undefined);
    const sources = this.sources();
    const all = flows.entry.rows(sources);
    const kept = compileFilter(flows.filter, all, this.byteTests(flows.entry));
    if (!kept.ok) return badQuestion(`In the filter of flows: ${kept.failure.detail ?? 'it cannot be read.'}`);
    const wanted = new BitSet(all.length);
    for (const flow of selectRows(kept.value, all.length)) wanted.add(flow);
    const { flow } = sources.tables.packets;
    return answered(table.withPacket(sources, (packet) => flow[packet] >= 0 && wanted.has(flow[packet])));
  }

  private computeRows(table: CaptureTable, question: Question): Reply<RowOrder> {
    const sources = this.sources();
    const all = table.rows(sources);
    const filter =
      question.filter.trim() === ''
        ? undefined
        : compileFilter(question.filter, all, this.byteTests(table), question.words);
    if (filter?.ok === false) return filter;
    const ofFlow = rowsOfFlow(table, sources, question);
    if (!ofFlow.ok) return ofFlow;
    const ofFlows = this.flowsTest(table, question);
    if (!ofFlows.ok) return ofFlows;
    let rows = ofFlow.value;
    const tests = [...limitTests(table, sources, question), ofFlows.value, filter?.value];
    for (const test of tests) if (test !== undefined) rows = selectRows(test, all.length, rows);
    return answered(rows);
  }
}

/** There is no such table. */
export function noTable(table: TableId): Failed {
  return badQuestion(`There is no table “${table}”.`);
}

function withoutSort(question: Question): Question {
  const { sort: _, ...rest } = question;
  return rest;
}

function sorted(all: Rows, rows: RowOrder, { column: id, descending }: NonNullable<Question['sort']>): Reply<RowOrder> {
  const column = all.columns.get(id);
  if (column === undefined || column.type === 'list') return badColumn(id);
  return answered(sortRows(rows ?? allRows(all.length), column, descending));
}

function badColumn(column: string): Failed {
  return badQuestion(`The table cannot be sorted by “${column}”.`);
}
