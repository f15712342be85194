import { describe, expect, it } from 'vitest';
import type { PacketEvent } from '../../../../src/core/model/event.ts';
import type { MatchSet } from '../../../../src/core/model/match.ts';
import { RelationalRun } from '../../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../../src/core/relational/sequence/builder.ts';
import { window } from '../../../../src/core/relational/sequence/window-builder.ts';
import { batchOf } from '../batches.ts';

/** Packets to ports, one a second. */
function toPorts(...ports: readonly number[]): string {
  return ports.map((port, at) => `${at}.0 10.0.0.1:9 > 10.0.0.2:${port} UDP flow=1`).join('\n');
}

function run(exports: Record<string, unknown>, packets: string): MatchSet {
  const started = RelationalRun.start({ exports, code: '', address: '' });
  if (!started.ok) throw new Error(started.failure.detail);
  expect(started.value.feed(batchOf(packets))).toBeUndefined();
  const found = started.value.finish();
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

const goesTo = (port: number) => (packet: PacketEvent) => packet.dstPort === port;
const failAt =
  (port: number, otherwise = true) =>
  (packet: PacketEvent): boolean => {
    if (packet.dstPort === port) throw new Error(`not ${port}`);
    return otherwise;
  };
const pair = sequence('pair').step('one', { dstPort: 1 }).step('two', { dstPort: 2 });
const matched = ({ matches }: MatchSet): number[][] =>
  [...matches].filter(({ complete }) => complete).map(({ packets }) => packets.map((one) => one + 1));

describe('what a part of a sequence throws', () => {
  it.each<[string, typeof pair]>([
    ['its key', pair.key((packet) => (failAt(3)(packet) ? 1 : 2))],
    ['where', pair.where(failAt(3))],
    ['until', pair.until(failAt(3, false))],
  ])('hides the event where it is %s, counts, and nothing else', (_what, strict) => {
    const found = run({ strict, pair }, toPorts(1, 3, 2));
    expect(matched(found)).toEqual([[1, 3], [1, 3]]); // prettier-ignore
    expect(found.classes[0].fault).toMatchObject({
      code: 'code-threw',
      detail: expect.stringContaining('(at packet 2)') as string,
    });
    expect(found.classes[1].fault).toBeUndefined();
  });

  it('keeps a strict step waiting: what is hidden is not the very next', () => {
    const strict = sequence('strict')
      .where(failAt(3))
      .step('one', { dstPort: 1 })
      .step('two', { dstPort: 2 }, { strict: true });
    expect(matched(run({ strict }, toPorts(1, 3, 2)))).toEqual([[1, 3]]);
    expect(matched(run({ strict }, toPorts(1, 4, 2)))).toEqual([]);
  });

  it('ends no flow if until throws at another flow of the key', () => {
    const until = sequence('until')
      .step('one', { dstPort: [1, 5] })
      .step('two', { dstPort: 2 })
      .until((packet, m) => {
        if (packet.dstPort === 3 && m.one.dstPort === 5) throw new Error('no');
        return packet.dstPort === 3;
      });
    expect(matched(run({ until }, toPorts(1, 5, 3, 2)))).toEqual([
      [1, 4],
      [2, 4],
    ]);
    expect(matched(run({ until }, toPorts(1, 1, 3, 2)))).toEqual([]);
  });

  it('moves the clock even so', () => {
    const soon = pair.where(failAt(3)).within(2);
    expect([...run({ soon }, toPorts(1, 3, 3, 3, 2)).matches]).toMatchObject([
      { end: { outcome: 'too-late', atNs: 2e9 } },
    ]);
  });

  it('is no silence: what quiet cannot tell is not remembered', () => {
    const quiet = sequence('quiet')
      .quiet(2, (packet) => failAt(3)(packet) && packet.dstPort === 1)
      .step('one', { dstPort: 1 });
    const found = run({ quiet }, toPorts(1, 3, 1, 3, 3, 1));
    expect(matched(found)).toEqual([[3], [6]]);
    expect(found.classes[0].fault?.detail).toContain('(at packet 2)');
  });

  it('ends the definition at a thousand, and no other', () => {
    const often = sequence('often').where(failAt(3)).step('one', { dstPort: 1 });
    const found = run({ often, pair }, toPorts(1, ...new Array<number>(1000).fill(3), 1, 2));
    expect(matched(found)).toEqual([[1], [1, 1003], [1002, 1003]]);
    expect(found.classes[0].fault?.detail).toContain('The last of 1000, at packet 1001, ended it');
  });

  it('is told of windows in the same way, for key, where and what is measured', () => {
    const count = window('count').within(10);
    const windows = {
      key: count.key((packet) => (failAt(3)(packet) ? 1 : 2)).count(2),
      where: count.where(failAt(3)).count(2),
      sum: count.sum((packet) => (failAt(3)(packet) ? 1 : 0), 2),
      distinct: count.distinct((packet) => failAt(3)(packet) && packet.number, 2),
    };
    const found = run(windows, toPorts(1, 3, 2));
    expect(matched(found)).toEqual(Array.from({ length: 4 }, () => [1, 3]));
    for (const { fault } of found.classes)
      expect(fault).toMatchObject({ detail: expect.stringContaining('(at packet 2)') as string });
  });

  it('beside a value of a match stands in its place', () => {
    const columns = pair.columns(() => {
      throw new Error('no columns');
    });
    expect(run({ columns }, toPorts(1, 2)).matches.get(0)?.fields).toMatchObject([
      { value: expect.stringContaining('no columns') as string },
    ]);
  });

  it('is what an async key gets, before anything runs', () => {
    const later = (async () => Promise.resolve(1)) as unknown as () => number;
    expect(() => pair.key(later)).toThrow('an async function cannot');
    expect(() => window('later').key(later)).toThrow('an async function cannot');
  });

  it('begins nothing, and ends what asked it', () => {
    const start = sequence('start')
      .step('one', (packet) => failAt(3)(packet) && goesTo(1)(packet))
      .step('two', { dstPort: 2 });
    expect(matched(run({ start }, toPorts(3, 1, 2)))).toEqual([[2, 3]]);
    const absence = sequence('absence')
      .step('one', { dstPort: 1 })
      .without('x', failAt(3, false))
      .step('two', { dstPort: 2 });
    expect([...run({ absence }, toPorts(1, 3, 2)).matches]).toMatchObject([{ end: { outcome: 'error', by: 1 } }]);
  });
});
