import type { Failure, Reply } from '../../core/model/failure.ts';
import type { MeterCost } from '../../core/model/parameter-cost.ts';
import { DECODINGS, type Decoding, type MeterParameters } from '../../core/model/parameters.ts';
import type { ChosenRows } from '../../core/model/question.ts';
import type { TableDescription } from '../../core/model/table.ts';
import type { MeterResult, OpenProgress } from '../../protocol/data.ts';
import { formatCountOf } from '../../base/format.ts';
import { engine } from '../engine-port.ts';
import { notify, notifyPassing, useNotice, type Notice } from '../notice.ts';
import { sameParameters } from '../parameters.ts';
import type { Session } from '../session.ts';
import { getState, setState } from '../store.ts';
import type { State } from '../store.ts';
import { beginMetering, followReading, hasCapture, isNewest } from './reading.ts';
import { forgetRun } from './run.ts';

/** Opens the meter settings. */
export function openSettings(): void {
  setState({ settingsOpen: true, settingAtFirst: undefined });
}

/** Opens the meter settings at the field of a parameter. */
export function openSetting(parameter: keyof MeterParameters): void {
  setState({ settingsOpen: true, settingAtFirst: parameter });
}

/** Closes the meter settings; what was not applied is lost. */
export function closeSettings(): void {
  setState({ settingsOpen: false });
}

/** What is wrong with a pcap-filter text, with the character's `offset`; undefined if nothing is. */
export async function checkPacketFilter(filter: string): Promise<Failure | undefined> {
  if (filter.trim() === '') return undefined;
  const reply = await engine().data.checkPacketFilter(filter);
  return reply.ok ? undefined : reply.failure;
}

/** What putting other parameters into force would do with the capture that is open. */
export async function meterCost(parameters: MeterParameters): Promise<MeterCost> {
  const reply = hasCapture() ? await engine().data.meterCost(parameters) : undefined;
  return reply?.ok === true ? reply.value : { type: 'later' };
}

/**
 * Puts other parameters into force. The open capture is metered again, from memory or by reading it; without one, and
 * while its bytes are being fetched, they hold for the next reading.
 */
export async function applyParameters(parameters: MeterParameters): Promise<void> {
  const before = getState();
  if (sameParameters(before.parameters, parameters)) return;
  setState({ parameters });
  const job = beginMetering();
  if (job === undefined) return;
  const name = nameOf(before.session);
  const chosen = chosenRows(before, parameters);
  forgetRun(false);
  if (before.parameters.bpfFilter !== parameters.bpfFilter) setState({ range: undefined, packet: undefined });
  // The worker answers in the order in which it is asked: what metering costs is known before it begins.
  const cost = meterCost(parameters);
  await meterCapture(
    job,
    name,
    async (onProgress) => {
      const reply = engine().data.meter(parameters, chosen, onProgress);
      if ((await cost).type === 'bytes' && isNewest(job)) leaveTables(name);
      return reply;
    },
    (failure) => comeBack(before, failure),
  );
}

/** The files cannot be read again: the worker still has the tables by the parameters before. */
function comeBack(before: State, failure: Failure): boolean {
  const { session, parameters, range, packet, flow, flowFilter } = before;
  if (failure.code !== 'unreadable' || session.phase !== 'ready') return false;
  setState({ session, parameters, range, packet, flow, flowFilter, generation: getState().generation + 1 });
  notify({ tone: 'danger', sentence: 'The settings were left as they were: the file can no longer be read again.' });
  return true;
}

/** The capture is read again: its tables fill anew. */
function leaveTables(name: string): void {
  forgetRun(true);
  setState({ flow: undefined, flowFilter: undefined, session: { phase: 'loading', name, progress: undefined } });
}

function nameOf(session: Session): string {
  if (session.phase === 'ready') return session.summary.name;
  return session.phase === 'empty' ? '' : session.name;
}

/** Packets keep their numbers unless others pass the packet filter. */
function chosenRows({ packet, flow, flowFilter, parameters }: State, after: MeterParameters): ChosenRows {
  if (parameters.bpfFilter === after.bpfFilter) return { packet, flow, flowFilter };
  return { packet: undefined, flow: undefined, flowFilter: undefined };
}

/** Follows these headers too, beyond those that are followed now. */
export function lookInside(decode: readonly Decoding[]): void {
  const { parameters } = getState();
  const wanted = new Set([...parameters.decode, ...decode]);
  void applyParameters({ ...parameters, decode: DECODINGS.filter((name) => wanted.has(name)) });
}

/** Follows no header that NFStream does not follow. */
export function decodeAsNfstream(): void {
  void applyParameters({ ...getState().parameters, decode: [] });
}

async function meterCapture(
  job: number,
  name: string,
  ask: (onProgress: (progress: OpenProgress) => void) => Promise<Reply<MeterResult>>,
  refused: (failure: Failure) => boolean,
): Promise<void> {
  const start = performance.now();
  const { descriptions, added } = getState();
  const columnsBefore = countColumns(descriptions);
  const sayDone = sayThatItWorks();
  const result = await followReading(
    job,
    name,
    ask,
    ({ chosen, reread }) => (reread ? chosenNow(chosen) : chosen),
    refused,
  );
  sayDone();
  if (result === undefined) return;
  const end = performance.now();
  const { packets, flows } = result.summary;
  performance.measure('flowloom:meter', { start, end, detail: { packets, flows, reread: result.reread } });
  if (result.metering.filterFailure !== undefined) return; // that is the notice to be read
  const more = countColumns(result.metering.tables) - columnsBefore;
  const lost = added === undefined ? '' : ' The columns of your code went with the flows before: run it again.';
  notifyPassing(meteredSentence(result, end - start, more) + lost);
}

/** Metering from memory that takes longer is told of, ms: the tables have the numbers before until it is done. */
const LONG_MS = 150;

/** Says that the open capture is being metered, unless that is soon done or a bar tells it; call what is given back at the end. */
function sayThatItWorks(): () => void {
  const notice: Notice = {
    tone: 'info',
    sentence: 'Metering all packets again; the tables are still those from before …',
  };
  const timer = setTimeout(() => {
    if (getState().session.phase === 'ready') notify(notice);
  }, LONG_MS);
  return () => {
    clearTimeout(timer);
    if (useNotice.getState().notice === notice) notify(undefined);
  };
}

/** Columns of all tables together. */
function countColumns(tables: readonly TableDescription[]): number {
  return tables.reduce((sum, { columns }) => sum + columns.length, 0);
}

/** What was chosen while the capture was read again comes before what was chosen earlier. */
function chosenNow(chosen: ChosenRows): ChosenRows {
  const { packet, flow, flowFilter } = getState();
  return {
    packet: packet ?? chosen.packet,
    flow: flow ?? chosen.flow,
    flowFilter: flowFilter ?? chosen.flowFilter,
  };
}

function meteredSentence({ reread, summary }: MeterResult, ms: number, moreColumns: number): string {
  const did = reread ? 'Read' : 'Metered';
  const counts = `${formatCountOf(summary.packets, 'packet')} again in ${seconds(ms)}: ${formatCountOf(summary.flows, 'flow')}.`;
  const columns = moreColumns > 0 ? ` ${formatCountOf(moreColumns, 'column')} more, under “Columns”.` : '';
  return `${did} ${counts}${columns}`;
}

function seconds(ms: number): string {
  return ms < 100 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}
