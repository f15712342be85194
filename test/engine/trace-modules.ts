import type { TraceDefinition, TraceWindow, When } from '../core/relational/sequence/traces.ts';

const HELPERS = `import { sequence, window } from 'flowloom';
const COMPARE = {
  eq: (a, b) => a === b, ne: (a, b) => a !== b, gt: (a, b) => a > b,
  ge: (a, b) => a >= b, lt: (a, b) => a < b, le: (a, b) => a <= b,
};
const valueOf = (p) => (p === undefined || p.length === 0 ? undefined : p.length - 1000);
const latest = (taken) => (Array.isArray(taken) ? taken.at(-1) : taken);
const compares = (mine, how, other) => mine !== undefined && other !== undefined && COMPARE[how](mine, other);
const when = (w) => (p, m) => {
  if (w.throws?.includes(p.protocol)) throw new Error(p.protocol);
  if (w.a !== undefined && !w.a.includes(p.protocol)) return false;
  for (const [how, than] of Object.entries(w.v ?? {}))
    if (!compares(valueOf(p), how, typeof than === 'number' ? than : valueOf(latest(m[than.of])))) return false;
  return w.any === undefined || w.any.some((one) => when(one)(p, m));
};
`;

const whenText = (when: When): string => `when(${JSON.stringify(when)})`;

/** A module with one sequence, over packets as sandbox-traces.test.ts makes them of letters. */
export function sequenceText(definition: TraceDefinition): string {
  const { key, where, until, quiet, items, within, maxGap, starts, takes, after, longest, maxOpen } = definition;
  const calls: string[] = [];
  const call = (name: string, ...values: (string | undefined)[]): number =>
    calls.push(`.${name}(${values.filter((value) => value !== undefined).join(', ')})`);
  if (key === true) call('key', '"src"');
  if (where) call('where', whenText(where));
  if (until) call('until', whenText(until));
  if (quiet) call('quiet', String(quiet.for), quiet.when && whenText(quiet.when));
  for (const { step, without, when, times, optional, for: seconds, ...options } of items) {
    const name = JSON.stringify(step ?? without);
    const least = times?.[0];
    if (step === undefined) call('without', name, whenText(when), JSON.stringify({ for: seconds }));
    else if (optional === true) call('optional', name, whenText(when), JSON.stringify(options));
    else if (times)
      call('repeat', name, `[${least}, ${times[1] ?? 'Infinity'}]`, whenText(when), JSON.stringify(options));
    else call('step', name, whenText(when), JSON.stringify(options));
  }
  if (within !== undefined) call('within', String(within));
  if (maxGap !== undefined) call('maxGap', String(maxGap));
  if (starts) call('starts', JSON.stringify(starts));
  if (takes) call('takes', JSON.stringify(takes));
  if (after) call('after', JSON.stringify(after));
  if (longest === true) call('longest');
  if (maxOpen !== undefined) call('maxOpen', String(maxOpen));
  return `${HELPERS}export const trace = sequence('trace')${calls.join('')};\n`;
}

/** The same for a window. */
export function windowText({ key, where, within, measure, threshold }: TraceWindow): string {
  const measured = measure === 'count' ? `count(${threshold})` : `${measure}(valueOf, ${threshold})`;
  const seen = where === undefined ? '' : `.where(${whenText(where)})`;
  return `${HELPERS}export const trace = window('trace')${key === true ? '.key("src")' : ''}${seen}.within(${within}).${measured};\n`;
}
