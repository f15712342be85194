import {
  KEY_COLUMNS,
  TRACE_ANSWERS,
  TRACE_ROLES,
  type LateAnswer,
  type Traced,
  type TraceKeys,
  type TraceLine,
} from '../model/trace.ts';
import { countOf, fieldsOf, listOf, shortText } from './check-values.ts';
import { MOST_CLASSES, MOST_LATE, MOST_LINES, MOST_TAKEN } from './match-bounds.ts';

/** What a run tells of its conditions, copied, if it can be; `packets`: those of the capture. */
export function checkTraced(value: unknown, packets: number, classes: number): Traced | undefined {
  const fields = fieldsOf(value);
  const lines = listOf(fields['lines'], MOST_LINES, (line) => lineOf(line, packets, classes));
  const late = listOf(fields['late'], MOST_LATE, (answer) => lateOf(answer, packets, classes));
  const omitted = countOf(fields['omitted']);
  return lines && late && omitted !== undefined ? { lines, late, omitted } : undefined;
}

/** What a run says of the packets that it needs to tell, copied, if it can be; `packets`: those of the capture. */
export function checkTraceKeys(value: unknown, packets: number): TraceKeys | undefined {
  const fields = fieldsOf(value);
  const packet = below(fields['packet'], packets);
  const keys = listOf(fields['keys'], MOST_CLASSES, (columns) =>
    listOf(columns, KEY_COLUMNS.length, (column) => KEY_COLUMNS.find((one) => one === column)),
  );
  return packet !== undefined && keys ? { packet, keys } : undefined;
}

function lineOf(value: unknown, packets: number, classes: number): TraceLine | undefined {
  const fields = fieldsOf(value);
  const flowClass = below(fields['flowClass'], classes);
  const packet = below(fields['packet'], packets);
  const taken = listOf(fields['taken'], MOST_TAKEN, (one) => below(one, packets));
  const role = TRACE_ROLES.find((one) => one === fields['role']);
  const answer = TRACE_ANSWERS.find((one) => one === fields['answer']);
  const name = shortText(fields['name']);
  const why = shortText(fields['why']);
  if (flowClass === undefined || packet === undefined || taken === undefined || name === undefined) return undefined;
  return role && answer && why !== undefined ? { flowClass, packet, taken, role, name, answer, why } : undefined;
}

function lateOf(value: unknown, known: number, classes: number): LateAnswer | undefined {
  const fields = fieldsOf(value);
  const flowClass = below(fields['flowClass'], classes);
  const packets = listOf(fields['packets'], MOST_TAKEN, (one) => below(one, known));
  const packet = below(fields['packet'], known);
  const step = shortText(fields['step']);
  const byNs = fields['byNs'];
  if (flowClass === undefined || packets === undefined || packet === undefined || step === undefined) return undefined;
  return typeof byNs === 'number' && Number.isFinite(byNs) ? { flowClass, packets, step, packet, byNs } : undefined;
}

function below(value: unknown, limit: number): number | undefined {
  const number = countOf(value);
  return number !== undefined && number < limit ? number : undefined;
}
