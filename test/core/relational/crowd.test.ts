import { describe, expect, it } from 'vitest';
import { checkMatches } from '../../../src/core/relational/check-matches.ts';
import { packMatches } from '../../../src/core/relational/pack-matches.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { loadedModule } from './loaded-module.ts';
import { batchOf } from './batches.ts';

describe('what has no key', () => {
  it('says how many flows were open at the same time, if they were many', async () => {
    const module = await loadedModule(`import { sequence, Flow, type PacketEvent } from 'flowloom';
      const pair = sequence('pair').step('a', { dstPort: 1 }).step('b', { dstPort: 2 });
      export const open = pair;
      export const keyed = pair.key('src');
      export const bounded = pair.maxOpen(10);
      export class Pair extends Flow<PacketEvent> {
        isNextEvent(p: PacketEvent) { return p.dstPort === (this.events.length === 0 ? 1 : 2); }
        isComplete() { return this.events.length === 2; }
      }
      export class Keyed extends Pair { static key = (p: PacketEvent) => p.src; }`);
    const run = RelationalRun.start(module);
    if (!run.ok) throw new Error(run.failure.detail);
    const lines = Array.from({ length: 1200 }, (_, at) => `${at}.0 10.0.0.1:9 > 10.0.0.2:1 UDP flow=1`);
    run.value.feed(batchOf(lines.slice(0, 999).join('\n')));
    expect(run.value.crowd).toBeUndefined();
    run.value.feed(batchOf(lines.slice(999).join('\n'), 999));
    expect(run.value.crowd).toBe(1200);
    const found = run.value.finish();
    if (!found.ok) throw new Error(found.failure.detail);
    const crowds = checkMatches(packMatches(found.value), 1200)?.classes.map(({ name, crowd }) => [name, crowd]);
    expect(crowds).toEqual([
      ['Pair', 1200],
      ['Keyed', undefined],
      ['pair', 1200],
      ['pair', undefined],
      ['pair', undefined],
    ]);
  });
});
