import { expect, it } from 'vitest';
import { collectMatches } from '../../../src/core/relational/collect-matches.ts';
import { Flow } from '../../../src/core/relational/flow.ts';
import { EventSource } from '../../../src/core/relational/packet-cursor.ts';
import { RelationalStream } from '../../../src/core/relational/relational-stream.ts';
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

it('keeps complete matches first, and counts what is beyond the cap or was forgotten', () => {
  const stream = new RelationalStream([Never, Any]);
  const source = new EventSource();
  source.open(batchOf(Array.from({ length: 5 }, () => '0 a > b UDP').join('\n')));
  for (let row = 0; row < 5; row += 1) stream.ingest(source.event(row));
  const set = collectMatches(stream, 6);
  expect(set.classes).toEqual([
    { name: 'Never', completed: 0, incomplete: 5 },
    { name: 'Any', completed: 5, incomplete: 0 },
  ]);
  expect(set.matches.map(({ flowClass, packets }) => `${flowClass}:${packets.join()}`)).toEqual([
    '1:0',
    '1:1',
    '1:2',
    '1:3',
    '1:4',
    '0:2',
  ]);
  expect(set.omitted).toEqual([4, 0]);
});
