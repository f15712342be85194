import type { ColumnDescription } from '../model/column.ts';
import type { Distribution } from '../model/distribution.ts';
import type { EventBatch } from '../model/event.ts';
import type { EventNeeds } from '../model/event-needs.ts';
import type { RecordBatch, RecordSource } from '../model/record-event.ts';
import type { ExportRequest, ExportSummary } from '../model/export.ts';
import type { Explanation } from '../model/explanation.ts';
import { answered, badQuestion, type Failed, type Reply } from '../model/failure.ts';
import type { FilterAdvice, FilterEquivalents, FilterProgress } from '../model/filter-advice.ts';
import type { LadderPart, LadderRequest } from '../model/ladder.ts';
import type { MatchDetail, MatchSet } from '../model/match.ts';
import type { AddedColumns, Cuts } from '../model/operators.ts';
import type { MeterParameters } from '../model/parameters.ts';
import type {
  FlowDetail,
  PacketDetail,
  PacketHits,
  Question,
  RowWindow,
  TimeBins,
  TimeBinsRequest,
} from '../model/question.ts';
import type { ProtocolBins, ProtocolBinsRequest } from '../model/protocol-bins.ts';
import type { MessagesRead } from '../model/messages.ts';
import type { NameRecord, NamesFound, ToldName } from '../model/names.ts';
import type { ByteSource } from '../model/reader.ts';
import type { TableDescription, TableId } from '../model/table.ts';
import type { CaptureTables } from '../tables.ts';
import { flowEquivalents } from '../query/translate/flow-equivalents.ts';
import { addedTables, NOTHING_ADDED } from './added-columns.ts';
import { RunEvents } from './events/run-events.ts';
import { runExport } from './export.ts';
import type { ExportHooks } from './export-sources.ts';
import { describeFlow } from './flow-detail.ts';
import { explainFlow, hasRow } from './limits.ts';
import { ladderOf } from './ladder/ladder-of.ts';
import type { LineStore } from '../lines/line-store.ts';
import { describeLineMatch, eventsOfLines } from './line-detail.ts';
import { describeMatch } from './match-detail.ts';
import { MatchStore } from './match-store.ts';
import { MessageJob, type MessagePause } from './messages/message-job.ts';
import { findNames } from './names/find-names.ts';
import { describePacket } from './describe-packet.ts';
import { protocolBins } from './protocol-bins.ts';
import { tryReading } from './packet-bytes.ts';
import { packetHits } from './packet-hits.ts';
import { PacketTests } from './bytes/packet-tests.ts';
import { RowAnswers } from './row-answers.ts';
import { rowWindow } from './row-window.ts';
import type { ReadText } from './stream/http-bodies.ts';
import type { ObjectsFound, SavedObjects } from '../model/objects.ts';
import { ObjectSearch } from './objects/object-search.ts';
import { saveObjects } from './objects/save-objects.ts';
import { StreamAnswers } from './stream/stream-answers.ts';
import { StripBins } from './strip-bins.ts';
import { TableQuestions } from './table-questions.ts';
import type { VendorTable } from '../names/vendor-table.ts';
import type { CaptureTable, TableSources } from './tables/capture-table.ts';
import { NO_MATCHES } from '../relational/match-set.ts';
import { tellAgain } from './tell-again.ts';
import { CAPTURE_TABLES } from './tables/index.ts';
import { ownRule } from '../findings/rule-book.ts';
import { RuleRunner } from './findings/rule-runner.ts';
import type { RuleEntry, RuleFindings } from '../model/findings.ts';
import type { KeysInfo } from '../model/decryption.ts';
import { KeyLog } from '../decrypt/key-log.ts';
import { SessionKeys } from './stream/session-keys.ts';
import type { TraceKeys } from '../model/trace.ts';
import type { StreamForm, StreamPart, StreamPlace, StreamSaving, StreamSummary } from '../model/stream.ts';

/**
 * Answers the page's questions about the tables of one capture, also while they grow. Questions are answered from
 * columns; only details, info texts and payloads read bytes of the file.
 */
export class CaptureSession {
  private readonly entries: ReadonlyMap<TableId, CaptureTable>;
  private readonly packetTests: PacketTests;
  private readonly answers: RowAnswers;
  private readonly questions: TableQuestions;
  private readonly strip: StripBins;
  private readonly rules: RuleRunner;
  private readonly messages: MessageJob;
  private readonly keys: SessionKeys;
  private sources: TableSources;
  private readonly objects: ObjectSearch;
  private names: Promise<Reply<NamesFound>> | undefined;
  private readonly streams: StreamAnswers;
  private lines: LineStore | undefined;
  private readonly events: RunEvents;

  /**
   * @param entries the tables that can be asked for
   * @param given secrets that a person gave, beside those of the capture
   * @param vendors vendors of MAC addresses that a person gave; they may change
   */
  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    entries: readonly CaptureTable[] = CAPTURE_TABLES,
    given = new KeyLog(),
    vendors?: VendorTable,
  ) {
    this.keys = new SessionKeys(tables, bytes, given);
    this.streams = new StreamAnswers(() => this.sources, this.keys);
    this.packetTests = new PacketTests(tables, bytes);
    this.strip = new StripBins(tables);
    this.events = new RunEvents(tables, bytes);
    this.entries = new Map(entries.map((entry) => [entry.description.id, entry]));
    this.sources = {
      tables,
      bytes,
      matches: new MatchStore(NO_MATCHES, tables.packets),
      added: NOTHING_ADDED,
      objects: [],
      ...(vendors && { vendors }),
    };
    const secrets = (): SessionKeys['secrets'] => this.keys.secrets;
    this.objects = new ObjectSearch(tables, bytes, secrets);
    this.answers = new RowAnswers(this.entries, this.packetTests, () => this.sources);
    this.questions = new TableQuestions(this.entries, this.answers, this.packetTests, () => this.sources);
    this.messages = new MessageJob(tables, bytes, secrets, () => this.answers.named());
    this.rules = new RuleRunner({
      sources: () => this.sources,
      stamp: () => this.answers.stamp(),
      table: (id) => this.entries.get(id),
      byteTests: (table) => this.answers.byteTests(table),
      asked: (question, table) => this.answers.ask(question, table),
    });
  }

  /** The tables that can be asked for, with their columns by the parameters in force. */
  describeTables(): readonly TableDescription[] {
    return [...this.entries.values()].map((entry) => ({
      ...entry.description,
      columns: [...entry.rows(this.sources).columns.values()].map(({ description }) => description),
    }));
  }

  async rows(question: Question, from: number, count: number, columnIds: readonly string[]): Promise<Reply<RowWindow>> {
    const asked = await this.answers.ask(question);
    if (!asked.ok) return asked;
    return answered(await rowWindow(question, asked.value, () => this.sources, { from, count, columnIds }));
  }

  positionOf(question: Question, row: number): Promise<Reply<number>> {
    return this.questions.positionOf(question, row);
  }

  /** How the values of a numeric column spread over the rows that a question keeps. */
  distribution(question: Question, id: string): Promise<Reply<Distribution>> {
    return this.questions.distribution(question, id);
  }

  checkFilter(table: TableId, filter: string): Reply<true> {
    return this.questions.checkFilter(table, filter);
  }

  /** Help with a filter that is being written, `caret` characters into it. */
  filterAdvice(table: TableId, filter: string, caret: number): Reply<FilterAdvice> {
    return this.questions.filterAdvice(table, filter, caret);
  }

  /** Where a feature of a flow comes from. */
  explain(flow: number, feature: string): Reply<Explanation> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    if (this.tables.flows.columns.has(feature) || this.sources.added.flows?.columns.has(feature) !== true)
      return explainFlow(this.tables, flow, feature);
    return badQuestion(`${feature} was made by the code in the Sequences panel: how, only that says.`);
  }

  /** The flow's packets in other languages. */
  flowFilters(flow: number): Reply<FilterEquivalents> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    return answered(flowEquivalents(this.tables.flows, flow));
  }

  /**
   * Looks for names of addresses in the packets that may say them, once; columns have them from then on. To be asked when all
   * has been read. Fails as `unreadable` if the bytes cannot be had.
   */
  findNames(): Promise<Reply<NamesFound>> {
    this.names ??= tryReading(this.lookForNames());
    return this.names;
  }

  /** Reads the messages of the capture into their table: once, in the background. */
  readMessages(pause: MessagePause): Promise<Reply<MessagesRead>> {
    return this.messages.read(pause);
  }

  /** There are other secrets: messages are read, and objects looked for, anew when they are asked for. */
  forgetDecrypted(): void {
    this.messages.forget();
    this.objects.forget();
    this.sources = { ...this.sources, objects: [] };
    this.answers.forget();
  }

  /** Ends the reading of messages; what was read stays. */
  stopMessages(): Reply<true> {
    this.messages.stop();
    return answered(true);
  }

  /** The names of addresses, as they stand at the end of the capture; undefined where it says none. */
  namesOfAddresses(addresses: readonly string[]): readonly (ToldName | undefined)[] {
    return addresses.map((address) => this.tables.flowNames.toldOfAddress(address));
  }

  /** All names that were found, address by address. */
  allNames(): Iterable<NameRecord> {
    return this.tables.names.all();
  }

  /** All rules for findings with those of a person, checked against the tables. */
  ruleEntries(own: string): readonly RuleEntry[] {
    return this.rules.entries(own);
  }

  /** A rule that is being written, with what is wrong with it. */
  checkRule(text: string): RuleEntry {
    return this.rules.entry(ownRule(text));
  }

  /** What one rule finds, given its text. */
  findings(rule: string): Promise<Reply<RuleFindings>> {
    return this.rules.run(rule);
  }

  /** Looks for files that passed, once; the table of objects has them from then on. Asked when all has been read. */
  findObjects(pause: (done: number, total: number) => Promise<void>): Promise<Reply<ObjectsFound>> {
    return this.objects.find(pause, (objects) => {
      this.sources = { ...this.sources, objects };
      this.answers.forget();
    });
  }

  /** Writes an object, or several as an archive, to a file, piece by piece. */
  async saveObjects(rows: readonly number[], hooks: ExportHooks): Promise<Reply<SavedObjects>> {
    const { objects } = this.sources;
    const missing = rows.find((row) => !hasRow(row, objects.length));
    if (missing !== undefined || rows.length === 0) return noRow('object', (missing ?? 0) + 1);
    const chosen = rows.map((row) => objects[row]);
    return saveObjects(this.tables, this.bytes, chosen, hooks);
  }

  /** Ends what goes on in the file; for good, since another capture is wanted. */
  close(): void {
    this.objects.forget();
    this.packetTests.close();
    this.messages.close();
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
    const kept = request.question === undefined ? undefined : this.answers.keptPackets(request.question);
    return this.strip.count(request, this.sources.matches, kept);
  }

  /** Packets and bytes over time by what they are. */
  protocolBins(request: ProtocolBinsRequest): ProtocolBins {
    return protocolBins(this.tables, request);
  }

  flow(flow: number): Reply<FlowDetail> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    return answered(describeFlow(this.tables, flow, this.sources.added.flows));
  }

  /** A part of what the ends of a flow said; another `stream` stops it, and it answers `stopped`. */
  async stream(flow: number, place: StreamPlace, form?: StreamForm, readText?: ReadText): Promise<Reply<StreamPart>> {
    if (!hasRow(flow, this.tables.flows.length)) return noRow('flow', flow);
    return this.streams.part(flow, place, form, readText);
  }

  /** Writes what the ends of a flow said to a file, piece by piece. */
  async saveStream(saving: StreamSaving, hooks: ExportHooks): Promise<Reply<StreamSummary>> {
    if (!hasRow(saving.flow, this.tables.flows.length)) return noRow('flow', saving.flow);
    return this.streams.save(saving, hooks);
  }

  /** What there is to decrypt with; of an open capture also how many of its connections that reaches. */
  async keysInfo(): Promise<Reply<KeysInfo>> {
    return answered(await this.keys.info());
  }

  async packet(packet: number): Promise<Reply<PacketDetail>> {
    if (!hasRow(packet, this.tables.packets.length)) return noRow('packet', packet + 1);
    return answered(await describePacket(this.tables, this.bytes, packet));
  }

  /** Where a packet has what a filter looks for in whole packets. */
  async packetHits(packet: number, filter: string): Promise<Reply<PacketHits>> {
    if (!hasRow(packet, this.tables.packets.length)) return noRow('packet', packet + 1);
    return answered(await packetHits(this.tables, this.bytes, packet, filter));
  }

  /** Packets as events for a run, which names the same needs each time. */
  eventBatch(run: number, from: number, count: number, needs: EventNeeds): Promise<EventBatch> {
    return this.events.packets(run, from, count, needs);
  }

  /** Of them those that share a key with a packet, from a place among them on: fewer than `count` are the last. */
  keyBatch(run: number, traced: TraceKeys, from: number, count: number, needs: EventNeeds): Promise<EventBatch> {
    return this.events.keyPackets(run, traced, from, count, needs);
  }

  /** Events of another source for a run; messages must have been read. */
  recordBatch(run: number, source: RecordSource, from: number, count: number, needs: EventNeeds): RecordBatch {
    return this.events.records(run, source, from, count, needs);
  }

  /**
   * Meters again from memory (core/tables.ts): flows have other numbers then, packets keep theirs. `tellFlows` tells new ones.
   * Columns that code has added are no longer true then. `cuts`: packets behind which plugins end flows.
   */
  meterAgain(parameters: MeterParameters, cuts?: Cuts): void {
    this.sources = { ...this.sources, added: NOTHING_ADDED };
    this.tables.meterAgain(parameters, cuts);
    this.forgetFlows();
  }

  /** Tells the flows that `meterAgain` has left untold (tell-again.ts). */
  tellFlows(isWanted: () => boolean = () => true): Promise<boolean> {
    return tellAgain(this.tables, this.bytes, isWanted).finally(() => this.forgetFlows());
  }

  private forgetFlows(): void {
    this.objects.forget();
    this.sources = { ...this.sources, objects: [] };
    this.events.forget();
    this.keepMatches(this.sources.matches.set);
  }

  /** Gives the columns that the table of matches has now. `lines`: the log that they were found in, if it is none of packets. */
  setMatches(set: MatchSet | undefined, lines?: LineStore): Reply<readonly ColumnDescription[]> {
    this.lines = lines;
    this.keepMatches(set ?? NO_MATCHES);
    return answered([...this.sources.matches.rows.columns.values()].map(({ description }) => description));
  }

  /** Puts columns that code has added beside those of packets and flows, which end where its plugins have ended them; undefined: none. */
  setAdded(added: AddedColumns | undefined): void {
    this.answers.forget();
    this.sources = { ...this.sources, added: added === undefined ? NOTHING_ADDED : addedTables(added, this.tables) };
  }

  async match(match: number): Promise<Reply<MatchDetail>> {
    const { lines, sources } = this;
    const detail =
      lines === undefined
        ? await describeMatch(this.tables, this.bytes, sources.matches, match)
        : describeLineMatch(lines, sources.matches, match);
    return detail === undefined ? noRow('match', match + 1) : answered(detail);
  }

  /** Packets that a question keeps, to be drawn. */
  ladder(request: LadderRequest): Promise<Reply<LadderPart>> {
    return ladderOf(this.answers, this.tables, this.bytes, request);
  }

  /** Writes rows or packets to a file, piece by piece. */
  async export(request: ExportRequest, hooks: ExportHooks): Promise<Reply<ExportSummary>> {
    const { sort: _, ...unsorted } = request.question;
    // Packets are written in the order of the capture.
    const asked = await this.answers.ask('columns' in request ? request.question : unsorted);
    if (!asked.ok) return asked;
    const { table, order } = asked.value;
    return runExport(request, { table, sources: this.sources, order }, hooks);
  }

  private async lookForNames(): Promise<NamesFound> {
    const found = await findNames(this.tables, this.bytes);
    if (found.names > 0) this.answers.named();
    return found;
  }

  private keepMatches(set: MatchSet): void {
    this.answers.forget();
    const events = this.lines === undefined ? this.tables.packets : eventsOfLines(this.lines);
    this.sources = { ...this.sources, matches: new MatchStore(set, events) };
  }
}

function noRow(what: string, number: number): Failed {
  return badQuestion(`There is no ${what} ${number}.`);
}
