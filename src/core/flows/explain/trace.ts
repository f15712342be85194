import type { Scope } from '../../model/flow-feature.ts';
import type { MeterParameters } from '../../model/parameters.ts';
import type { Ticks } from '../ticks.ts';

/** Sizes of a packet as the four accounting modes count them, in their order; the link size is not cut to 16 bits. */
export type SizeName = 'linkSize' | 'ipSize' | 'transportSize' | 'payloadSize';

/**
 * A flow's packets as the meter saw them, in file order: all that an explanation computes from. Arrays are parallel;
 * `traceFlow` of core/session fills them from the packet table.
 */
export interface FlowTrace {
  readonly flow: number;
  /** Rows of the packet table. */
  readonly rows: Int32Array;
  /** NFStream's clock at each packet, ticks; it never goes back. */
  readonly times: Float64Array;
  /** 1 where the clock stood later than the packet's own time. */
  readonly late: Uint8Array;
  /** Sizes by the accounting mode, bytes. */
  readonly sizes: Float64Array;
  /** Size by any of the modes of the packet at a position, bytes. */
  readonly sizeAs: (name: SizeName, at: number) => number;
  /** 0 from the flow's source, 1 back. */
  readonly directions: Uint8Array;
  /** TCP flags. */
  readonly flags: Uint8Array;
  /** What the ticks of `times` are. */
  readonly clock: Ticks;
  /** By which the flow was metered. */
  readonly parameters: MeterParameters;
}

/** Positions in the trace of a scope's packets; of all for one value for the flow. */
export function positionsOf({ rows, directions }: FlowTrace, scope: Scope = 'bidirectional'): number[] {
  const positions: number[] = [];
  const direction = scope === 'src2dst' ? 0 : 1;
  for (let at = 0; at < rows.length; at++) {
    if (scope === 'bidirectional' || directions[at] === direction) positions.push(at);
  }
  return positions;
}

/** Gaps with the packets at their ends. Arrays are parallel. */
export interface Gaps {
  /** Positions of the packets that ended a gap, and of those from which it is counted. */
  readonly at: readonly number[];
  readonly since: readonly number[];
  /** Ticks. */
  readonly gaps: readonly number[];
}

/** The gaps between a scope's packets: to the packet before, of the flow or of the same direction. */
export function gapsOf(trace: FlowTrace, scope: Scope): Gaps {
  const positions = positionsOf(trace, scope);
  const at = positions.slice(1);
  const since = positions.slice(0, -1);
  return { at, since, gaps: at.map((position, index) => trace.times[position] - trace.times[since[index]]) };
}
