import type { EventBatch } from '../../../src/core/model/event.ts';
import { EventSource } from '../../../src/core/relational/packet-cursor.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { CASES, isNext } from './cases.ts';
import { packets } from './events.ts';
import { PlainStream } from './plain.ts';

const EVENTS = 1_000_000;
/** Milliseconds that the plain algorithm is given; it would take hours for all. */
const PLAIN_MS = 700;

/** Events a second of the engine, as it runs in the sandbox. */
function engine(name: keyof typeof CASES, batches: readonly EventBatch[]): number {
  const module = { exports: { [name]: CASES[name] }, code: `export const ${name} = 1;`, address: '' };
  const run = RelationalRun.start(module);
  if (!run.ok) throw new Error(run.failure.detail);
  const began = performance.now();
  for (const batch of batches) {
    const failure = run.value.feed(batch);
    if (failure !== undefined) throw new Error(failure.detail);
  }
  return (run.value.events / (performance.now() - began)) * 1000;
}

/** Events a second of the plain algorithm once so many flows are open. */
function plain(open: number, batches: readonly EventBatch[]): number {
  const source = new EventSource();
  const stream = new PlainStream(isNext, 3);
  let begun = 0;
  let counted = 0;
  let began = 0;
  for (const batch of batches) {
    source.open(batch);
    for (let row = 0; row < batch.count; row++) {
      const event = source.event(row);
      if (begun < open) {
        stream.begin(event);
        if (event.syn && !event.ack) begun++;
        began = performance.now();
        continue;
      }
      stream.ingest(event);
      counted++;
      if (performance.now() - began > PLAIN_MS) return (counted / (performance.now() - began)) * 1000;
    }
  }
  return (counted / (performance.now() - began)) * 1000;
}

const KEYED = ['fields', 'functions', 'classes', 'twoColumns', 'limits'] as const;

/** The table of matching: events a second, by form and open flows. */
export function measureMatching(): Record<string, number> {
  const measured: Record<string, number> = {};
  for (const open of [10, 1000, 10_000, 100_000]) {
    const batches = packets({ count: EVENTS, open });
    measured[`plain ${open}`] = plain(open, batches);
    for (const name of KEYED) measured[`${name} ${open}`] = engine(name, batches);
    if (open === 100_000) measured[`textKey ${open}`] = engine('textKey', batches);
  }
  const few = packets({ count: 30_000, open: 1000 });
  measured['unkeyed 1000'] = engine('unkeyed', few);
  measured['expiring'] = engine('expiring', packets({ count: 300_000, open: 1, first: true }));
  return { ...measured, ...measureText() };
}

/** Microseconds of `event.text` for 512 bytes: with it, less without. */
function measureText(): Record<string, number> {
  const batches = packets({ count: 65_536, open: 10, payload: 512 });
  const micros = (name: 'text' | 'noText'): number => 1e6 / engine(name, batches);
  return { text: micros('text') - micros('noText') };
}
