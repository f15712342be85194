import { changedParameters } from './parameter-list.ts';
import { FEATURE_LIST, type MeterParameters } from './parameters.ts';

/** Feature groups that read header fields, which are not kept in memory. */
const HEADER_FEATURES = FEATURE_LIST.filter((group) => 'readsHeaders' in group);

/** What metering the open capture by other parameters costs. */
export type MeterCost =
  /** No capture is open: they hold for the next one. */
  | { readonly type: 'later' }
  /** Its packets are metered again from memory. */
  | { readonly type: 'memory'; readonly packets: number }
  /** As before; then the first packets are read of flows that begin elsewhere, or are other ones, by what these parameters are called. */
  | { readonly type: 'first-packets'; readonly packets: number; readonly labels: readonly string[] }
  /** It is read again, for these reasons. */
  | { readonly type: 'bytes'; readonly because: readonly BytesReason[] };

/**
 * Why bytes are needed: parameters that change decoding, or by which other first packets tell what a flow is; features that
 * read headers; or the capture's own state.
 */
export type BytesReason =
  | { readonly type: 'parameters' | 'identification' | 'features'; readonly labels: readonly string[] }
  /** It has not been read to its end. */
  | { readonly type: 'reading' }
  /** It spans more than 104 days, so that doubles do not hold its nanoseconds. */
  | { readonly type: 'span' };

/** What of a capture decides what another metering costs. */
export interface MeteredCapture {
  /** Those in force. */
  readonly parameters: MeterParameters;
  /** It has been read to its end. */
  readonly finished: boolean;
  /** From the first packet to the last in time, nanoseconds. */
  readonly spanNs: number;
  readonly packets: number;
  /** Plugins have ended flows, or are to: first packets of flows are others. */
  readonly recut?: boolean;
}

/**
 * The rule by which the packets of a capture are metered from memory or read again: `memory` promises what reading with
 * these parameters would give.
 */
export function meterCost(
  { parameters, finished, spanNs, packets, recut = false }: MeteredCapture,
  after: MeterParameters,
): MeterCost {
  if (!finished) return { type: 'bytes', because: [{ type: 'reading' }] };
  if (spanNs > Number.MAX_SAFE_INTEGER) return { type: 'bytes', because: [{ type: 'span' }] };
  const because = [...bytesReasons(parameters, after), ...(recut ? recutReasons(after) : [])];
  if (because.length > 0) return { type: 'bytes', because };
  const labels = cutsOf(parameters, after).map(({ label }) => label);
  return labels.length > 0 ? { type: 'first-packets', packets, labels } : { type: 'memory', packets };
}

/**
 * True if going from one set of parameters to the other, without bytes otherwise, makes flows begin elsewhere that are told by
 * their first packets.
 */
export function tellsAgain(before: MeterParameters, after: MeterParameters): boolean {
  return cutsOf(before, after).length > 0;
}

/** True if features ask for header fields that nothing else needs. */
export function readsHeaders({ features }: MeterParameters): boolean {
  return HEADER_FEATURES.some(({ name }) => features.includes(name));
}

/** True if going from one set of parameters to the other needs the capture's bytes again. */
export function needsBytes(before: MeterParameters, after: MeterParameters): boolean {
  return bytesReasons(before, after).length > 0;
}

/**
 * Parameters that say where flows begin and end. What a flow is, its first packets tell by their bytes: those of a flow that
 * begins elsewhere have not been looked at.
 */
const CUTS: readonly (keyof MeterParameters)[] = ['idleTimeout', 'activeTimeout', 'timeResolution', 'endAtFinRst'];

function bytesReasons(before: MeterParameters, after: MeterParameters): readonly BytesReason[] {
  const changed = changedParameters(before, after);
  const parameters = changed.filter(({ change }) => change === 'bytes');
  const features = HEADER_FEATURES.filter(({ name }) => after.features.includes(name));
  const others = changed.filter(({ id }) => id === 'nDissections' || CUTS.includes(id));
  // The last fragments of a datagram are decoded by the first, so packets cannot be read one by one.
  const readsAll = after.laterFragments || changed.some(({ id }) => id === 'nDissections');
  const told = after.nDissections > 0 && readsAll ? others : [];
  return [...reason('parameters', parameters), ...reason('identification', told), ...reason('features', features)];
}

/** What flows are is told by their first packets. */
function recutReasons({ nDissections }: MeterParameters): readonly BytesReason[] {
  return nDissections > 0 ? [{ type: 'identification', labels: ['Plugins'] }] : [];
}

function cutsOf(before: MeterParameters, after: MeterParameters): ReturnType<typeof changedParameters> {
  if (after.nDissections === 0) return [];
  return changedParameters(before, after).filter(({ id }) => CUTS.includes(id));
}

type Labelled = Extract<BytesReason, { labels: readonly string[] }>;

function reason(type: Labelled['type'], changed: readonly { readonly label: string }[]): readonly Labelled[] {
  return changed.length > 0 ? [{ type, labels: changed.map(({ label }) => label) }] : [];
}
