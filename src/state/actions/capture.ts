import { PAGE_DEFAULTS } from '../../core/model/parameters.ts';
import type { Failure, Reply } from '../../core/model/failure.ts';
import type { OpenProgress, OpenResult } from '../../protocol/data.ts';
import { engine } from '../engine-port.ts';
import { getState, setState } from '../store.ts';
import type { State } from '../store.ts';
import { rememberAddress } from './address.ts';
import { fetchCapture } from './fetch-capture.ts';
import { abandonRun, offerExample } from './run.ts';
import { loadSamples, sampleAddress } from '../samples.ts';
import type { Sample } from '../samples.ts';

/**
 * While a capture is read, rows are asked for anew after these ms at least, then after a third of the time that has
 * passed: answers cost the more the larger the tables are, and what is new gets ever smaller beside them.
 */
const REFRESH_MS = 250;
const REFRESH_SHARE = 3;

/** Number of the newest opening; what older ones still say is ignored. */
let newest = 0;
let fetching: AbortController | undefined;

/** Opens a capture that was dropped or picked. Replaces the one that is open or being read. */
export async function openFile(file: File): Promise<void> {
  const job = begin(file.name, false);
  rememberAddress(undefined);
  await readBlob(job, file, file.name);
}

/** Opens a sample that is shipped with the page, and offers its relational flow to the editor. */
export async function openSample(sample: Sample): Promise<void> {
  const address = sampleAddress(sample);
  const job = begin(sample.file, false);
  rememberAddress(address);
  await Promise.all([readAddress(job, address, sample.file), offerExample(sample)]);
}

/**
 * Opens a capture by its address, relative to the page and of its own origin only; anything else fails as
 * `bad-address`. `keepView` keeps filters and selection, which a link has brought along.
 */
export async function openAddress(address: string, keepView = false): Promise<void> {
  const name = lastSegment(address);
  const job = begin(name, keepView);
  rememberAddress(address);
  await Promise.all([readAddress(job, address, name), offerExampleAt(address)]);
}

/** A link to a sample brings its relational flow as well, unless it brings code of its own. */
async function offerExampleAt(address: string): Promise<void> {
  const sample = (await loadSamples()).find((one) => sampleAddress(one) === address);
  if (sample !== undefined) await offerExample(sample);
}

/** Stops reading; what was read stays open. */
export async function stopOpening(): Promise<void> {
  fetching?.abort();
  await engine().data.stop();
}

/** The data worker has died: nothing of the open capture can be shown any more. */
export function loseCapture(failure: Failure): void {
  const { session } = getState();
  if (session.phase !== 'ready') return; // an open call that was under way answers for itself
  setState({ session: { phase: 'failed', name: session.summary.name, failure } });
}

function begin(name: string, keepView: boolean): number {
  fetching?.abort();
  fetching = undefined;
  abandonRun();
  setState({ ...(keepView ? {} : freshView()), session: { phase: 'loading', name, progress: undefined } });
  newest += 1;
  return newest;
}

/** Nothing that was chosen in the capture before limits the next one; columns and their order stay. */
function freshView(): Partial<State> {
  const { flows, packets, matches } = getState().tables;
  const fresh = { filter: '', sort: undefined };
  return {
    range: undefined,
    matchFilter: undefined,
    flowFilter: undefined,
    flow: undefined,
    packet: undefined,
    match: undefined,
    tables: { flows: { ...flows, ...fresh }, packets: { ...packets, ...fresh }, matches: { ...matches, ...fresh } },
  };
}

async function readAddress(job: number, address: string, name: string): Promise<void> {
  const abort = new AbortController();
  fetching = abort;
  const reply = await fetchCapture(address, abort.signal);
  if (job !== newest) return;
  if (reply.ok) await readBlob(job, reply.value, name);
  else fail(name, reply.failure);
}

async function readBlob(job: number, blob: Blob, name: string): Promise<void> {
  const start = performance.now();
  const reply = await engine().data.open(blob, name, PAGE_DEFAULTS, progressOf(job, name));
  if (job !== newest) return;
  finish(name, reply);
  if (reply.ok) measureOpening(start, reply.value);
}

function progressOf(job: number, name: string): (progress: OpenProgress) => void {
  const began = performance.now();
  let refreshed = -Infinity;
  return (progress) => {
    const { session, generation } = getState();
    if (job !== newest || session.phase !== 'loading') return;
    const now = performance.now();
    const due = now - refreshed >= Math.max(REFRESH_MS, (now - began) / REFRESH_SHARE);
    if (due) refreshed = now;
    setState({ session: { phase: 'loading', name, progress }, generation: due ? generation + 1 : generation });
  };
}

function finish(name: string, reply: Reply<OpenResult>): void {
  if (!reply.ok) return fail(name, reply.failure);
  const { summary } = reply.value;
  const { generation, flow, flowFilter, packet } = getState();
  setState({
    session: { phase: 'ready', summary },
    generation: generation + 1,
    // A link may name rows that this capture does not have.
    flow: within(flow, summary.flows),
    flowFilter: within(flowFilter, summary.flows),
    packet: within(packet, summary.packets),
  });
}

function within(row: number | undefined, length: number): number | undefined {
  return row !== undefined && row < length ? row : undefined;
}

function fail(name: string, failure: Failure): void {
  setState({ session: { phase: 'failed', name, failure }, generation: getState().generation + 1 });
}

function measureOpening(start: number, { summary }: OpenResult): void {
  const detail = { bytes: summary.fileBytes, packets: summary.packets, flows: summary.flows };
  performance.measure('flowloom:open', { start, end: performance.now(), detail });
}

function lastSegment(address: string): string {
  const path = address.replace(/[?#].*$/, '');
  const segment = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment) || address;
  } catch {
    return segment; // a lone % is part of the name
  }
}
