import { formatOffsets } from '../../base/format-offset.ts';
import { visibleText } from '../../base/text.ts';
import type { TimeRange } from '../../core/model/question.ts';
import type { Limit } from './TableToolbar.tsx';

/** The limits of a table's question, beside its filter. */
interface LimitsInForce {
  readonly range: TimeRange | undefined;
  readonly match: 'any' | number | undefined;
  readonly flow: number | undefined;
  /** A filter of flows. */
  readonly flows?: string | undefined;
  /** Words for the feature of that flow. */
  readonly feature?: string | undefined;
}

interface Lifts {
  readonly range: () => void;
  readonly match: () => void;
  readonly flow: () => void;
  readonly feature: () => void;
  readonly flows: () => void;
}

/** The limits in force in words, each with what lifts it. */
export function limitsInWords({ range, match, flow, feature, flows }: LimitsInForce, lift: Lifts): readonly Limit[] {
  const limits: Limit[] = [];
  if (range !== undefined) {
    limits.push({
      label: `Time ${formatOffsets(range.fromNs, range.toNs, 3)}`,
      lift: lift.range,
    });
  }
  if (match !== undefined)
    limits.push({ label: match === 'any' ? 'In sequences' : `In sequence ${match + 1}`, lift: lift.match });
  if (flow !== undefined) limits.push({ label: `Flow ${flow}`, lift: lift.flow });
  if (flow !== undefined && feature !== undefined) limits.push({ label: `Fed ${feature}`, lift: lift.feature });
  if (flows !== undefined) limits.push({ label: `Flows: ${shortened(flows)}`, lift: lift.flows });
  return limits;
}

/** Characters of a filter that a limit shows. */
const MOST_SHOWN = 60;

function shortened(filter: string): string {
  const text = visibleText(filter);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
