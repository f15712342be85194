import { expect, it } from 'vitest';
import { BitSet } from '../../../src/base/bit-set.ts';
import { packMatches } from '../../../src/core/relational/pack-matches.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { unpackMatches } from '../../../src/core/relational/unpack-matches.ts';
import { collecting } from '../../../src/core/relational/collect-matches.ts';
import { MatchRoom, PAGE_BOUNDS, type CollectionBounds } from '../../../src/core/relational/match-room.ts';
import { NO_MATCHES } from '../../../src/core/relational/match-set.ts';
import { Flow } from '../../../src/core/relational/flow.ts';
import { EventSource } from '../../../src/core/relational/packet-cursor.ts';
import { RelationalStream } from '../../../src/core/relational/relational-stream.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import type { PacketEvent } from '../../../src/core/model/event.ts';
import { batchOf } from './batches.ts';

class Any extends Flow<PacketEvent> {
  isNextEvent(): boolean {
    return this.events.length === 0;
  }
  isComplete(): boolean {
    return true;
  }
}
class Never extends Any {
  static override maxOpen = 3;
  override isComplete(): boolean {
    return false;
  }
}

class Telling extends Any {
  static made = 0;
  text = `${'x'.repeat(9)}${Telling.made++}`;
}

/** Five packets, all of which begin a flow of each class. */
function collect(types: (typeof Any)[], bounds: Partial<CollectionBounds>): MatchSet {
  const stream = new RelationalStream(types);
  const source = new EventSource();
  source.open(batchOf(Array.from({ length: 5 }, () => '0 a > b UDP').join('\n')));
  for (let row = 0; row < 5; row += 1) stream.ingest(source.event(row));
  const steps = collecting(stream, (type) => type.name, new MatchRoom({ ...PAGE_BOUNDS, ...bounds }));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

it('keeps complete matches first, and counts what is beyond the cap or was forgotten', () => {
  const set = collect([Never, Any], { matches: 6 });
  expect(set.classes).toEqual([
    { name: 'Never', completed: 0, incomplete: 5 },
    { name: 'Any', completed: 5, incomplete: 0 },
  ]);
  expect([...set.matches].map(({ flowClass, packets }) => `${flowClass}:${packets.join()}`)).toEqual([
    '1:0',
    '1:1',
    '1:2',
    '1:3',
    '1:4',
    '0:2',
  ]);
  expect(set.omitted).toEqual([4, 0]);
});

it('counts matches beyond the packets that are kept in all', () => {
  const set = collect([Any], { packets: 3 });
  expect(set.matches).toHaveLength(3);
  expect(set.omitted).toEqual([2]);
});

it('knows the packets of all flows, listed, left out or forgotten', () => {
  const exports = {
    Never,
    any: sequence('any').step('one', { number: 5 }),
  };
  const started = RelationalRun.start({ exports, code: '', address: 'x' }, {}, { matches: 1, packets: 9, text: 9 });
  if (!started.ok) throw new Error(started.failure.detail);
  started.value.feed(batchOf(Array.from({ length: 5 }, () => '0 a > b UDP').join('\n')));
  const found = started.value.finish();
  const set = found.ok ? found.value : undefined;
  expect(set?.matches).toHaveLength(1);
  expect(set?.omitted).toEqual([5, 0]);
  expect([...BitSet.of(set?.matched ?? new Uint32Array()).toArray()]).toEqual([0, 1, 2, 3, 4]);
  const back = unpackMatches(packMatches(set ?? NO_MATCHES), 3);
  expect([...BitSet.of(back.matched ?? new Uint32Array()).toArray()]).toEqual([0, 1, 2]);
});

it('says of each match for whose fields no room is left', () => {
  const set = collect([Telling], { text: 30 });
  const shown = (made: number): object => ({ name: 'text', value: `${'x'.repeat(9)}${made}` });
  const cut = { name: '…', value: 'not shown: too much text in all' };
  expect([...set.matches].map(({ fields }) => fields)).toEqual([[shown(0)], [shown(1)], [cut], [cut], [cut]]);
});
