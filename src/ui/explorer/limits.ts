import { formatSeconds } from '../../base/format.ts';
import type { TimeRange } from '../../core/model/question.ts';
import type { Limit } from './TableToolbar.tsx';

/** The limits of a table's question, beside its filter. */
interface LimitsInForce {
  readonly range: TimeRange | undefined;
  readonly match: 'any' | number | undefined;
  readonly flow: number | undefined;
  /** Words for the feature of that flow. */
  readonly feature?: string | undefined;
}

interface Lifts {
  readonly range: () => void;
  readonly match: () => void;
  readonly flow: () => void;
  readonly feature: () => void;
}

/** The limits in force in words, each with what lifts it. */
export function limitsInWords({ range, match, flow, feature }: LimitsInForce, lift: Lifts): readonly Limit[] {
  const limits: Limit[] = [];
  if (range !== undefined) {
    limits.push({
      label: `Time ${formatSeconds(range.fromNs, 3)} s to ${formatSeconds(range.toNs, 3)} s`,
      lift: lift.range,
    });
  }
  if (match !== undefined)
    limits.push({ label: match === 'any' ? 'In sequences' : `In sequence ${match + 1}`, lift: lift.match });
  if (flow !== undefined) limits.push({ label: `Flow ${flow}`, lift: lift.flow });
  if (flow !== undefined && feature !== undefined) limits.push({ label: `Fed ${feature}`, lift: lift.feature });
  return limits;
}
