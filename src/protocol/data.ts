import type { CaptureSummary } from '../core/model/capture-info.ts';
import type { EventBatch } from '../core/model/event.ts';
import type { Reply } from '../core/model/failure.ts';
import type { MatchDetail, MatchSet } from '../core/model/match.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import type { FlowDetail, PacketDetail, Question, RowWindow, TimeBins, TimeRange } from '../core/model/question.ts';
import type { FlowIndex, MatchIndex, PacketIndex } from '../core/model/units.ts';

/** How far reading has come. `summary` is the capture so far. Sent about ten times a second. */
export interface OpenProgress {
  /** Bytes of the file taken in, out of summary.fileBytes. */
  readonly bytesRead: number;
  readonly summary: CaptureSummary;
}

/** How an open ended: what was read, and what stopped it if it did not reach the end. */
export interface OpenResult {
  readonly summary: CaptureSummary;
}

/** A window of a table. `columns` are column ids. */
export interface WindowRequest {
  readonly question: Question;
  readonly from: number;
  readonly count: number;
  readonly columns: readonly string[];
}

/**
 * The data worker, as the page calls it through comlink. All answers are values; a rejection is a defect.
 * While a capture is being read every question is answered from what is there.
 */
export interface DataApi {
  /**
   * Reads a capture and forgets the one before. A failure means that nothing of it could be read; a fault after the
   * first record is a problem row of the summary. Another `open` stops this one, which then answers `stopped`.
   */
  open(
    file: Blob,
    name: string,
    parameters: MeterParameters,
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Reply<OpenResult>>;
  /** Ends reading; the open call answers with what was read, `summary.stopped` true. */
  stop(): Promise<void>;
  rows(request: WindowRequest): Promise<Reply<RowWindow>>;
  /** Position of a table row in the order of a question; -1 if the question leaves it out. */
  positionOf(question: Question, row: number): Promise<Reply<number>>;
  /** Checks a filter text without running it. */
  checkFilter(table: Question['table'], filter: string): Promise<Reply<true>>;
  timeBins(bins: number, range: TimeRange | undefined): Promise<Reply<TimeBins>>;
  flow(flow: FlowIndex): Promise<Reply<FlowDetail>>;
  packet(packet: PacketIndex): Promise<Reply<PacketDetail>>;
  /** Packets from..from+count as events. `run` numbers a run of the sandbox: texts start anew when it changes. */
  events(run: number, from: PacketIndex, count: number, withPayload: boolean): Promise<Reply<EventBatch>>;
  /** Keeps what the sandbox found, for highlighting, filtering and the match table; undefined forgets it. */
  setMatches(matches: MatchSet | undefined): Promise<Reply<true>>;
  match(match: MatchIndex): Promise<Reply<MatchDetail>>;
  /** The rows that a question keeps, as CSV text pieces for a download. */
  exportCsv(question: Question, columns: readonly string[]): Promise<Reply<Blob>>;
}
