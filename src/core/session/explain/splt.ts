import { type Account, fedFrom, joined, sizeWords } from '../../flows/explain/account.ts';
import { type FlowTrace, positionsOf } from '../../flows/explain/trace.ts';
import type { Measured } from '../../model/flow-feature.ts';
import { clockNotes } from './statistics.ts';

/** One of the three lists over the first packets, by what it is of, padded with -1. */
export function explainSplt(trace: FlowTrace, of: Measured): Account {
  const { clock, times, directions, sizes, parameters } = trace;
  const length = parameters.spltAnalysis;
  const at = positionsOf(trace).slice(0, length);
  const valueOf = (position: number): number => {
    if (of === 'direction') return directions[position];
    if (of === 'size') return sizes[position];
    return position === 0 ? 0 : clock.ms(times[position] - times[position - 1]);
  };
  const values = at.map(valueOf);
  const padding = length - at.length;
  return {
    result: [...values, ...new Array<number>(padding).fill(-1)],
    worked: [`[${joined(values, ', ')}]${padding > 0 ? `, then ${padding} × −1` : ''}`],
    notes: of === 'size' ? [sizeWords(parameters)] : of === 'gap' ? clockNotes(trace, at) : [],
    fed: fedFrom(trace, {
      at,
      values,
      unit: of === 'size' ? 'B' : of === 'gap' ? 'ms' : '',
      ...(of === 'gap' && { since: at.map((position) => Math.max(0, position - 1)) }),
    }),
  };
}
