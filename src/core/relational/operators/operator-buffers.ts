import type { OperatorResults } from '../../model/operators.ts';

/** The buffers of what operators left behind, to be moved rather than copied: each once. */
export function buffersOfOperators({ columns, starts, cuts, lines }: OperatorResults): ArrayBuffer[] {
  const arrays = [...columns.map(({ values }) => values), starts, cuts, lines.packets, lines.ends];
  return [...new Set(arrays.map(({ buffer }) => buffer))];
}
