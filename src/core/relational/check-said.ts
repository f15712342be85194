import { CONSOLE_LEVELS, MOST_LINE, MOST_LINES, type ConsoleLine, type Said } from '../model/console-line.ts';
import { countOf, fieldsOf, listOf } from './check-values.ts';

/**
 * What code says to have written, if it is that in every part; undefined else. `heard`: lines of the run before; `packets`: of
 * the capture.
 */
export function checkSaid(value: unknown, heard: number, packets: number): Said | undefined {
  const fields = fieldsOf(value);
  const omitted = countOf(fields['omitted']);
  const lines = listOf(fields['lines'], MOST_LINES - heard, (line) => checkLine(line, packets));
  return omitted === undefined || lines === undefined ? undefined : { lines, omitted };
}

function checkLine(value: unknown, packets: number): ConsoleLine | undefined {
  const fields = fieldsOf(value);
  const level = CONSOLE_LEVELS.find((each) => each === fields['level']);
  const packet = countOf(fields['packet']);
  const { text } = fields;
  if (level === undefined || packet === undefined || packet > packets) return undefined;
  return typeof text === 'string' && text.length <= MOST_LINE ? { level, text, packet } : undefined;
}
