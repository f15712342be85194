import { formatDurationNs } from './format.ts';

const NO_BREAK_SPACE = '\u00a0';
const UNITS = { ms: 'ms', us: 'µs', ns: 'ns' } as const;

/**
 * A time between packets in ms, as a clock of whole units counts it: what it counts as 0 was not nothing but below one
 * unit, "< 1 ms".
 */
export function formatByClock(ms: number, clock: keyof typeof UNITS): string {
  return ms === 0 ? `<${NO_BREAK_SPACE}1${NO_BREAK_SPACE}${UNITS[clock]}` : formatDurationNs(ms * 1e6);
}
