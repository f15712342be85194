import { JobCounter } from '../../base/newest.ts';
import type { CaptureOrder } from '../../core/model/capture-info.ts';
import type { Reply } from '../../core/model/failure.ts';
import type { NamedFile, OpenResult } from '../../protocol/data.ts';
import { engine } from '../engine-port.ts';
import { openedFiles, rememberOpened } from '../opened-files.ts';
import { rememberRecent } from '../recents.ts';
import { forgetLostFile, setReaderTrouble, useReaderTrouble } from '../reader-trouble.ts';
import { noteOpened } from '../requests.ts';
import { getState, setState } from '../store.ts';
import type { State } from '../store.ts';
import { rememberAddresses } from './address.ts';
import { fetchCapture } from './fetch-capture.ts';
import { beginIdentifying, identify } from './identify.ts';
import { beginReading, failReading, followReading, isFirstCapture, isNewest } from './reading.ts';
import { abandonRun, offerExample } from './run.ts';
import { leaveStart } from '../start-entry.ts';
import { loadSamples, sampleAddress } from '../samples.ts';
import type { Sample } from '../samples.ts';

let fetching: AbortController | undefined;
/** What was chosen to be opened: files are looked at before they take the place of the open capture. */
const choices = new JobCounter();

/** Opens a capture that was dropped or picked. Replaces the one that is open or being read. */
export function openFile(file: File): Promise<void> {
  return openFiles([file], 'list');
}

/**
 * Opens several files as one capture; one file is a capture by itself. `keepView` keeps filters and selection. Files that are no
 * capture leave the open one as it is.
 */
export async function openFiles(files: readonly File[], order: CaptureOrder, keepView = false): Promise<void> {
  const named = files.map((file) => ({ blob: file, name: file.name }));
  const choice = choices.begin();
  if (getState().session.phase === 'ready' && (await isRefused(named))) return;
  if (!choices.isNewest(choice)) return; // another capture was wanted while these files were looked at
  // What the address brings belongs to the capture that is opened first.
  await openNamed(named, [], order, keepView || isFirstCapture());
}

/** Whether none of the files is a capture, which is then said. A reader that is busy cannot tell, and makes way. */
async function isRefused(files: readonly NamedFile[]): Promise<boolean> {
  if (useReaderTrouble.getState().busy !== undefined) return false;
  const reply = await engine().data.refusal(files);
  if (!reply.ok || reply.value === undefined) return false;
  const file = files.length === 1 ? files[0]?.blob : undefined;
  setReaderTrouble({ refused: { name: nameOfAll(files), failure: reply.value, file } });
  return true;
}

/** Joins the files of the open capture in the other way; nothing without an open capture. */
export async function changeOrder(order: CaptureOrder): Promise<void> {
  const { files, addresses } = openedFiles();
  if (files.length === 0) return;
  await openNamed(files, addresses, order, false);
}

/** Reads the capture that was opened last once more; filters, sort, selection and parameters stay. */
export async function readAgain(): Promise<void> {
  const { files, addresses, order } = openedFiles();
  if (files.length > 0) await openNamed(files, addresses, order, true);
  else if (addresses.length > 0) await openAddresses(addresses, order, true);
}

async function openNamed(
  files: readonly NamedFile[],
  addresses: readonly string[],
  order: CaptureOrder,
  keepView: boolean,
): Promise<void> {
  const job = begin(nameOfAll(files), keepView, addresses.length === 0);
  rememberAddresses(addresses, order);
  await readFiles(job, files, addresses, order);
}

/** Opens a sample that is shipped with the page, and offers its relational flow to the editor. */
export async function openSample(sample: Sample): Promise<void> {
  const address = sampleAddress(sample);
  const job = begin(sample.file, false);
  rememberAddresses([address], 'list');
  rememberOpened([], [address], 'list');
  await Promise.all([readAddresses(job, [address], 'list'), offerExample(sample)]);
}

/**
 * Opens captures by their addresses, relative to the page and of its own origin only, as one; anything else fails as
 * `bad-address`, which is a problem of the capture if others can be fetched. `keepView` keeps filters and selection,
 * which a link has brought along.
 */
export async function openAddresses(
  addresses: readonly string[],
  order: CaptureOrder,
  keepView = false,
): Promise<void> {
  const job = begin(nameOfAll(addresses.map((address) => ({ name: lastSegment(address) }))), keepView);
  rememberAddresses(addresses, order);
  rememberOpened([], addresses, order);
  await Promise.all([readAddresses(job, addresses, order), ...addresses.map(offerExampleAt)]);
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

function begin(name: string, keepView: boolean, isLocal = false): number {
  choices.begin();
  fetching?.abort();
  fetching = undefined;
  abandonRun();
  forgetLostFile();
  leaveStart(isLocal);
  setState({
    ...(keepView ? {} : freshView()),
    added: undefined,
    session: { phase: 'loading', name, progress: undefined },
  });
  return beginReading();
}

/** Takes away filters, sorts, range and selection. */
export function forgetView(): void {
  setState(freshView());
}

/** Nothing that was chosen in the capture before limits the next one; columns and their order stay. */
function freshView(): Partial<State> {
  const views = Object.entries(getState().tables);
  return {
    wanted: [],
    notes: '',
    toMatch: undefined,
    range: undefined,
    matchFilter: undefined,
    flowFilter: undefined,
    flowsFilter: undefined,
    featureFilter: undefined,
    feature: undefined,
    flow: undefined,
    packet: undefined,
    match: undefined,
    tables: Object.fromEntries(views.map(([table, view]) => [table, { ...view, filter: '', sort: undefined }])),
  };
}

async function readAddresses(job: number, addresses: readonly string[], order: CaptureOrder): Promise<void> {
  const abort = new AbortController();
  fetching = abort;
  const replies = await Promise.all(addresses.map((address) => fetchCapture(address, abort.signal)));
  if (!isNewest(job)) return;
  const files = replies.map((reply, at) => fetchedFile(reply, lastSegment(addresses[at] ?? '')));
  const [first] = replies;
  if (replies.some(({ ok }) => ok)) await readFiles(job, files, addresses, order);
  else if (first?.ok === false) failReading(nameOfAll(files), first.failure);
}

function fetchedFile(reply: Reply<Blob>, name: string): NamedFile {
  if (reply.ok) return { blob: reply.value, name };
  return { blob: new Blob(), name, refusal: reply.failure.detail ?? reply.failure.code };
}

async function readFiles(
  job: number,
  files: readonly NamedFile[],
  addresses: readonly string[],
  order: CaptureOrder,
): Promise<void> {
  const start = performance.now();
  const name = nameOfAll(files);
  rememberOpened(files, addresses, order);
  beginIdentifying();
  noteOpened();
  const { parameters } = getState();
  const result = await followReading(
    job,
    name,
    (onProgress) => engine().data.open(files, order, parameters, onProgress),
    getState,
  );
  if (result === undefined) return;
  measureOpening(start, result);
  void identify();
  const [first] = files;
  if (files.length === 1 && addresses.length === 0 && first !== undefined) void rememberRecent(first.blob);
}

function measureOpening(start: number, { summary }: OpenResult): void {
  const detail = { bytes: summary.fileBytes, packets: summary.packets, flows: summary.flows };
  performance.measure('flowloom:open', { start, end: performance.now(), detail });
}

/** As the summary of the capture names it. */
function nameOfAll(files: readonly { readonly name: string }[]): string {
  const [first] = files;
  if (first === undefined) return '';
  return files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`;
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
