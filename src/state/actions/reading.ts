import { JobCounter } from '../../base/newest.ts';
import type { Failure, Reply } from '../../core/model/failure.ts';
import type { ChosenRows } from '../../core/model/question.ts';
import type { TableDescription, TableId } from '../../core/model/table.ts';
import { FLOW_TABLE } from '../../core/model/table-list.ts';
import type { MeteringInfo, OpenProgress, OpenResult } from '../../protocol/data.ts';
import { notify } from '../notice.ts';
import { getState, setState } from '../store.ts';
import type { State, TableView } from '../store.ts';
import { descriptionOf } from '../tables.ts';

/**
 * While a capture is read, rows are asked for anew after these ms at least, then after half of the time that has
 * passed: answers cost the more the larger the tables are, and what is new gets ever smaller beside them.
 */
const REFRESH_MS = 250;
const REFRESH_SHARE = 2;

/** Openings and meterings. */
const readings = new JobCounter();
/** The newest capture has been given to the data worker. */
let given = false;
/** Some capture has been open since the page was loaded. */
let wasOpen = false;

/** Begins with another capture; returns its number. */
export function beginReading(): number {
  given = false;
  return readings.begin();
}

/** True if the data worker has the newest capture, be it only in part. */
export function hasCapture(): boolean {
  const { phase } = getState().session;
  return given && (phase === 'ready' || phase === 'loading');
}

/** True as long as no capture has been open: the view is what the address has brought. */
export function isFirstCapture(): boolean {
  return !wasOpen;
}

/** Begins metering the capture at hand again; undefined if the data worker does not have it. */
export function beginMetering(): number | undefined {
  return hasCapture() ? readings.begin() : undefined;
}

/** False if another one has begun since. */
export function isNewest(job: number): boolean {
  return readings.isNewest(job);
}

/**
 * Asks the data worker for a reading and shows how it goes and what came of it; undefined if another has begun since, or
 * if it failed. `refused`: true if what was open before is there still.
 */
export async function followReading<Result extends OpenResult>(
  job: number,
  name: string,
  ask: (onProgress: (progress: OpenProgress) => void) => Promise<Reply<Result>>,
  chosen: (result: Result) => ChosenRows,
  refused: (failure: Failure) => boolean = () => false,
): Promise<Result | undefined> {
  given = true;
  const progress = new Progress(job, name);
  const reply = await ask((step) => progress.show(step));
  progress.ended = true;
  if (!isNewest(job)) return undefined;
  if (!reply.ok) {
    if (!refused(reply.failure)) failReading(name, reply.failure);
    return undefined;
  }
  wasOpen = true;
  showResult(reply.value, chosen(reply.value));
  return reply.value;
}

/** The capture cannot be opened. */
export function failReading(name: string, failure: Failure): void {
  setState({ session: { phase: 'failed', name, failure }, generation: getState().generation + 1 });
}

/** Shows how far one reading has come. */
class Progress {
  /** The answer is here: a step that comes after it is late. */
  ended = false;
  private readonly began = performance.now();
  private refreshed = -Infinity;

  constructor(
    private readonly job: number,
    private readonly name: string,
  ) {}

  show(progress: OpenProgress): void {
    if (this.ended || !isNewest(this.job)) return;
    const now = performance.now();
    const due = now - this.refreshed >= Math.max(REFRESH_MS, (now - this.began) / REFRESH_SHARE);
    if (due) this.refreshed = now;
    const { generation } = getState();
    setState({
      ...(progress.metering !== undefined && stateOf(progress.metering)),
      session: { phase: 'loading', name: this.name, progress },
      generation: due ? generation + 1 : generation,
    });
  }
}

function showResult({ summary, metering }: OpenResult, chosen: ChosenRows): void {
  // Of flows that are limited, numbers go beyond their count.
  const flows = metering.parameters.maxNflows > 0 ? Infinity : summary.flows;
  setState({
    ...stateOf(metering),
    added: undefined,
    session: { phase: 'ready', summary },
    generation: getState().generation + 1,
    // A link may name rows that this capture does not have.
    flow: within(chosen.flow, flows),
    flowFilter: within(chosen.flowFilter, flows),
    packet: within(chosen.packet, summary.packets),
  });
  if (metering.filterFailure !== undefined) notify({ tone: 'danger', sentence: filterSentence(metering) });
}

function filterSentence({ parameters, filterFailure }: MeteringInfo): string {
  const detail = filterFailure?.detail ?? 'it is not understood';
  return parameters.bpfFilter === ''
    ? `The packet filter was left out: ${detail}.`
    : `The packet filter does not fit this capture, so that packets are missing: ${detail}.`;
}

function within(row: number | undefined, length: number): number | undefined {
  return row !== undefined && row < length ? row : undefined;
}

/** What the tables have by their metering. Nothing is sorted, explained or limited by a column that is not there. */
function stateOf({ parameters, tables: descriptions }: MeteringInfo): Partial<State> {
  const { tables, feature, featureFilter } = getState();
  const views = Object.entries(tables).map(([id, view]): [TableId, TableView] => {
    const described = descriptions.find((table) => table.id === id);
    const sorted = view.sort === undefined || described === undefined || hasColumn(described, view.sort.column);
    return [id, sorted ? view : { ...view, sort: undefined }];
  });
  const flows = descriptionOf({ descriptions }, FLOW_TABLE.id);
  return {
    parameters,
    descriptions,
    tables: Object.fromEntries(views),
    feature: hasColumn(flows, feature) ? feature : undefined,
    featureFilter: hasColumn(flows, featureFilter) ? featureFilter : undefined,
  };
}

function hasColumn({ columns }: TableDescription, column: string | undefined): boolean {
  return columns.some(({ id }) => id === column);
}
