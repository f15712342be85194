import { formatCountOf } from '../../../base/format.ts';
import type { FedPackets, FedRole, WorkedSteps } from '../../model/explanation.ts';
import type { Scope } from '../../model/flow-feature.ts';
import type { MeterParameters, TimeResolution } from '../../model/parameters.ts';
import type { Cell } from '../../model/question.ts';
import type { FlowTrace } from './trace.ts';

/** How one feature of a flow came about; Explanation has the words about the column beside it. */
export interface Account {
  readonly result: Cell;
  readonly exact?: string;
  readonly worked: readonly string[];
  readonly steps?: WorkedSteps;
  readonly notes?: readonly string[];
  readonly fed: FedPackets;
}

/** What packets contributed, by their positions in the trace. Arrays are parallel. */
interface Contributions {
  readonly at: readonly number[];
  readonly values?: ArrayLike<number>;
  readonly unit?: string;
  readonly since?: readonly number[];
  readonly roles?: readonly { readonly at: number; readonly role: string }[];
}

/** The fed packets of a trace. */
export function fedFrom({ rows }: FlowTrace, contributions: Contributions): FedPackets {
  const { at, values, unit = '', since, roles = [] } = contributions;
  return {
    rows: Int32Array.from(at, (position) => rows[position]),
    values: values === undefined ? new Float64Array(at.length).fill(NaN) : Float64Array.from(values),
    unit,
    ...(since !== undefined && { since: Int32Array.from(since, (position) => rows[position]) }),
    roles: roles.map(({ at: position, role }): FedRole => ({ packet: rows[position], role })),
  };
}

const SHOWN = 3;

/** "74 + 66 + 262 + … + 54": all of a few, else the first three and the last. */
export function joined(values: ArrayLike<number>, separator: string): string {
  const texts = Array.from({ length: Math.min(values.length, SHOWN) }, (_, at) => String(values[at]));
  if (values.length > SHOWN + 2) texts.push('…');
  else for (let at = SHOWN; at < values.length - 1; at++) texts.push(String(values[at]));
  if (values.length > SHOWN) texts.push(String(values[values.length - 1]));
  return texts.join(separator);
}

/** "packet 12": the number that the packet table shows. */
export function packetName(row: number): string {
  return `packet ${row + 1}`;
}

/** A duration in seconds, to the last digit: "130.2 s". */
export function secondsText(ms: number): string {
  return `${ms / 1000} s`;
}

const WHERE: Readonly<Record<Scope, string>> = {
  bidirectional: 'both ways',
  src2dst: 'from the source',
  dst2src: 'back to the source',
};

/** "9 packets from the source". */
export function packetsWords(count: number, scope: Scope): string {
  return `${formatCountOf(count, 'packet')} ${WHERE[scope]}`;
}

/** The size that the accounting mode counts, in words. */
export function sizeWords({ accountingMode }: MeterParameters): string {
  return [
    'Sizes are those on the wire, with all headers (accounting mode 0).',
    'Sizes are those of the IP packet (accounting mode 1).',
    'Sizes are those of the transport header and its payload (accounting mode 2).',
    'Sizes are those of the payload (accounting mode 3).',
  ][accountingMode];
}

const UNITS: Readonly<Record<TimeResolution, string>> = { ms: 'ms', us: 'µs', ns: 'ns' };

/** The unit of the meter's clock: "ms". */
export function tickUnit({ timeResolution }: MeterParameters): string {
  return UNITS[timeResolution];
}

/** The sum of what packets contributed, as a line: "74 + 66 = 140". */
export function sumLine(values: ArrayLike<number>, sum: number): string {
  return values.length === 0 ? 'no packets: 0' : `${joined(values, ' + ')} = ${sum}`;
}

/** The sum of values. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
