import type { ColumnDescription } from '../core/model/column.ts';
import type { CaptureOrder, CaptureSummary } from '../core/model/capture-info.ts';
import type { EventBatch } from '../core/model/event.ts';
import type { EventNeeds } from '../core/model/event-needs.ts';
import type { ExportRequest, ExportSummary } from '../core/model/export.ts';
import type { Explanation } from '../core/model/explanation.ts';
import type { Failure, Reply } from '../core/model/failure.ts';
import type { KnownField } from '../core/model/field.ts';
import type { RuleEntry, RuleFindings } from '../core/model/findings.ts';
import type { FilterAdvice, FilterEquivalents, FilterProgress } from '../core/model/filter-advice.ts';
import type { LadderPart, LadderRequest } from '../core/model/ladder.ts';
import type { Distribution } from '../core/model/distribution.ts';
import type { MatchDetail, RunFound } from '../core/model/match.ts';
import type { LogSummary } from '../core/model/log.ts';
import type { MeterCost } from '../core/model/parameter-cost.ts';
import type { MessagesRead } from '../core/model/messages.ts';
import type { NamesFound, ToldName } from '../core/model/names.ts';
import type { ObjectsFound, SavedObjects } from '../core/model/objects.ts';
import type { AddedColumns, RunMetering } from '../core/model/operators.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import type {
  ChosenRows,
  FlowDetail,
  PacketDetail,
  PacketHits,
  Question,
  RowWindow,
  TimeBins,
  TimeBinsRequest,
} from '../core/model/question.ts';
import type { KeyLogReport, KeysInfo } from '../core/model/decryption.ts';
import type {
  StreamForm,
  StreamPart,
  StreamPlace,
  StreamReading,
  StreamSaving,
  StreamSummary,
} from '../core/model/stream.ts';
import type { RecordBatch, RecordSource } from '../core/model/record-event.ts';
import type { ProtocolBins, ProtocolBinsRequest } from '../core/model/protocol-bins.ts';
import type { VendorReport } from '../core/model/vendors.ts';
import type { TableDescription, TableId } from '../core/model/table.ts';
import type { TraceKeys } from '../core/model/trace.ts';
import type { FlowIndex, MatchIndex, PacketIndex } from '../core/model/units.ts';

/** How the packets of the capture are metered, and the tables that it has by it. */
export interface MeteringInfo {
  /** Those in force: a packet filter that is not understood was left out. */
  readonly parameters: MeterParameters;
  /** The tables that can be asked for, with their columns by the parameters. */
  readonly tables: readonly TableDescription[];
  /** Why the packet filter was left out, or why it passes no packet of some link type. */
  readonly filterFailure?: Failure;
}

/** One file of a capture, as the page has it. `refusal`: why its bytes could not be fetched; the Blob is empty then. */
export interface NamedFile {
  readonly blob: Blob;
  readonly name: string;
  readonly refusal?: string;
}

/** How far reading has come. `summary` is the capture so far. Sent about ten times a second. */
export interface OpenProgress {
  /** Bytes of the files taken in, out of summary.fileBytes. */
  readonly bytesRead: number;
  readonly summary: CaptureSummary;
  /** Told once, with the first. */
  readonly metering?: MeteringInfo;
}

/** How an open ended: what was read, and what stopped it if it did not reach the end. */
export interface OpenResult {
  readonly summary: CaptureSummary;
  readonly metering: MeteringInfo;
}

/** How metering again ended, and the rows that were chosen, by their new numbers. */
export interface MeterResult extends OpenResult {
  readonly chosen: ChosenRows;
  /** The capture was read again; otherwise its packets were metered from memory. */
  readonly reread: boolean;
}

/** A window of a table. `columns` are column ids. */
export interface WindowRequest {
  readonly question: Question;
  readonly from: number;
  readonly count: number;
  readonly columns: readonly string[];
}

/** A request that the worker has made; `at` in ms since 1970. */
export interface WorkerRequest {
  readonly address: string;
  readonly at: number;
}

/** How far an export has come, in rows or packets. Sent about ten times a second. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

/** A file that was written. The browser may keep its bytes on disk. */
export interface ExportedFile extends ExportSummary {
  readonly blob: Blob;
}

/** What the ends of a flow said, as a file. The browser may keep its bytes on disk. */
export interface SavedStream extends StreamSummary {
  readonly blob: Blob;
}

/** Objects that passed, as a file. */
export interface WrittenObjects extends SavedObjects {
  readonly blob: Blob;
}

/**
 * The data worker, as the page calls it through comlink. All answers are values; a rejection is a defect.
 * While a capture is being read every question is answered from what is there.
 */
export interface DataApi {
  /**
   * Reads files as one capture and forgets the one before. A failure means that nothing of any could be read; a fault
   * after the first record, or one file of several that cannot be read, is a problem row of the summary. Another `open`
   * stops this one, which then answers `stopped`.
   */
  open(
    files: readonly NamedFile[],
    order: CaptureOrder,
    parameters: MeterParameters,
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Reply<OpenResult>>;
  /** Why none of these files is a capture, by their first bytes; undefined if one is. What is open stays. */
  refusal(files: readonly NamedFile[]): Promise<Reply<Failure | undefined>>;
  /**
   * Meters the open capture by other parameters: from memory, or by reading it again, as `open` does; `meterCost` says
   * which. An `open` or another `meter` stops that.
   */
  meter(
    parameters: MeterParameters,
    chosen: ChosenRows,
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Reply<MeterResult>>;
  /** What `meter` by these parameters would do if it were asked now. */
  meterCost(parameters: MeterParameters): Promise<Reply<MeterCost>>;
  /** Checks a pcap-filter text; the failure's `offset` is the character. */
  checkPacketFilter(filter: string): Promise<Reply<true>>;
  /** Answered at once: a sign of life. */
  alive(): Promise<void>;
  /** Ends reading; the open call answers with what was read, `summary.stopped` true. */
  stop(): Promise<void>;
  rows(request: WindowRequest): Promise<Reply<RowWindow>>;
  /** Position of a table row in the order of a question; -1 if the question leaves it out. */
  positionOf(question: Question, row: number): Promise<Reply<number>>;
  /** How the values of a numeric column spread over the rows that a question keeps. */
  distribution(question: Question, column: string): Promise<Reply<Distribution>>;
  /** Checks a filter text without running it. */
  checkFilter(table: TableId, filter: string): Promise<Reply<true>>;
  /** Help with a filter that is being written: what may come at the caret, what it means, other languages for it. */
  filterAdvice(table: TableId, filter: string, caret: number): Promise<Reply<FilterAdvice>>;
  /** The packets of a flow in other languages, for copying. */
  flowFilters(flow: FlowIndex): Promise<Reply<FilterEquivalents>>;
  /** Names that filters and columns of packets may use for decoded fields. */
  knownFields(): Promise<Reply<readonly KnownField[]>>;
  /** How many packets the filter at work has looked at in the file; undefined while none reads it. */
  filterProgress(): Promise<Reply<FilterProgress | undefined>>;
  /** Ends what filters look for in the file; questions that wait for it are answered `stopped`. */
  stopFilters(): Promise<Reply<true>>;
  /** The rules for findings: the standard ones, and those in a text of the person’s own, checked against the open capture. */
  ruleEntries(own: string): Promise<Reply<readonly RuleEntry[]>>;
  /** One rule that is being written, with what is wrong with it. */
  checkRule(text: string): Promise<Reply<RuleEntry>>;
  /**
   * Looks for names of addresses in the packets of the open capture, once; tables have them from then on. Asked when all has been
   * read.
   */
  findNames(): Promise<Reply<NamesFound>>;
  /**
   * Reads the messages of the open capture into their table, once: asked again it answers the same. `stopMessages` ends it with what
   * was read so far, and the next call begins anew. Asked when all has been read.
   */
  readMessages(onProgress: (read: MessagesRead) => void): Promise<Reply<MessagesRead>>;
  stopMessages(): Promise<Reply<true>>;
  /** The names of addresses, as they stand at the end of the capture; undefined where it says none. */
  namesOf(addresses: readonly string[]): Promise<Reply<readonly (ToldName | undefined)[]>>;
  /** What one rule, given by its text, finds in the capture as far as it is read. */
  findings(rule: string): Promise<Reply<RuleFindings>>;
  /** Answered from memory: of a filter that reads bytes, what is known so far. */
  timeBins(request: TimeBinsRequest): Promise<Reply<TimeBins>>;
  flow(flow: FlowIndex): Promise<Reply<FlowDetail>>;
  /** Where a feature of a flow comes from; `feature` is a column id. */
  explain(flow: FlowIndex, feature: string): Promise<Reply<Explanation>>;
  packet(packet: PacketIndex): Promise<Reply<PacketDetail>>;
  /** Where the packet has what a filter of packets looks for in whole packets. */
  packetHits(packet: PacketIndex, filter: string): Promise<Reply<PacketHits>>;
  /**
   * Looks for files that passed in the open capture, once; the table of objects has them from then on. Asked when all has been read;
   * told how many flows of how many have been read.
   */
  findObjects(onProgress: (progress: ExportProgress) => void): Promise<Reply<ObjectsFound>>;
  /** Writes objects by their rows: one as it is, several as an archive; one file at a time together with `export`, which see. */
  saveObjects(rows: readonly number[], onProgress: (progress: ExportProgress) => void): Promise<Reply<WrittenObjects>>;
  /** A part of what the ends of a flow said, read from the file. Another `stream` stops it, and it answers `stopped`. */
  stream(flow: FlowIndex, place: StreamPlace, form: StreamForm, reading: StreamReading): Promise<Reply<StreamPart>>;
  /** Packets and bytes over time by what they are. */
  protocolBins(request: ProtocolBinsRequest): Promise<Reply<ProtocolBins>>;
  /** Takes the vendors of a list by MAC address in. They are kept in the worker’s memory, for all captures, until they are forgotten. */
  addVendors(list: string): Promise<Reply<VendorReport>>;
  /** Forgets all vendors. */
  forgetVendors(): Promise<Reply<true>>;
  /** Takes the secrets of a key log in. They are kept in the worker’s memory, for all captures, until they are forgotten. */
  addKeys(log: string): Promise<Reply<KeyLogReport>>;
  /** Forgets the secrets that were given; those in the capture’s files stay. */
  forgetKeys(): Promise<Reply<true>>;
  /** What there is to decrypt with, also without an open capture. */
  keysInfo(): Promise<Reply<KeysInfo>>;
  /** Writes all that the ends of a flow said, raw: one file at a time together with `export`, which see. */
  saveStream(saving: StreamSaving, onProgress: (progress: ExportProgress) => void): Promise<Reply<SavedStream>>;
  /** Packets from..from+count as events. `run` numbers a run of the sandbox: texts start anew when it changes. */
  events(run: number, from: PacketIndex, count: number, needs: EventNeeds): Promise<Reply<EventBatch>>;
  /** Of them those that share a key with a packet, from a place among them on: fewer than `count` are the last. */
  keyEvents(run: number, traced: TraceKeys, from: number, count: number, needs: EventNeeds): Promise<Reply<EventBatch>>;
  /** Events of another source; those of messages once all messages have been read, which it does first; lines of the open log. */
  records(
    run: number,
    source: RecordSource,
    from: number,
    count: number,
    needs: EventNeeds,
  ): Promise<Reply<RecordBatch>>;
  /**
   * Reads a file as a log, in place of the one before, which stays if this one is no text. It lies beside the capture, and needs
   * none: questions are then answered as of an empty one.
   */
  openLog(file: NamedFile): Promise<Reply<LogSummary>>;
  closeLog(): Promise<Reply<true>>;
  /** What a run of the sandbox needs to know of the meter. */
  runMetering(): Promise<Reply<RunMetering>>;
  /**
   * Adds the columns of a run to the tables of packets and flows, in place of those before; undefined takes them away. Flows end
   * where its plugins ended them: for that, packets are metered again, or the capture is read again, as `meter` does.
   */
  addColumns(
    added: AddedColumns | undefined,
    chosen: ChosenRows,
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Reply<MeterResult>>;
  /**
   * Keeps what the sandbox found, for highlighting, filtering and the match table; undefined forgets it. The answer has the
   * columns of that table, which follow from what was captured.
   */
  setMatches(matches: RunFound | undefined): Promise<Reply<readonly ColumnDescription[]>>;
  match(match: MatchIndex): Promise<Reply<MatchDetail>>;
  /** Packets to be drawn as a ladder, a part at a time. */
  ladder(request: LadderRequest): Promise<Reply<LadderPart>>;
  /**
   * Writes rows or packets to a file for a download. One at a time: another `export` or `saveStream`, an `open` and `stopExport` end it,
   * and it answers `stopped`; `unfit-format` if the format cannot hold what is asked for.
   */
  export(request: ExportRequest, onProgress: (progress: ExportProgress) => void): Promise<Reply<ExportedFile>>;
  stopExport(): Promise<void>;
  /** SHA-256 in hex of the open capture's files, in their order; undefined for what is too large or cannot be read. */
  fileHashes(): Promise<Reply<readonly (string | undefined)[]>>;
  /** What the worker itself has asked of any host, as the browser has recorded it. */
  requests(): Promise<Reply<readonly WorkerRequest[]>>;
}
