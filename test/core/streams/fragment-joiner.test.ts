import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FragmentJoiner, type Fragment, type Joined } from '../../../src/core/streams/fragment-joiner.ts';

const DATA = Uint8Array.from({ length: 100 }, (_, at) => at);

/** A part of DATA, or of as many bytes that are others. */
function part(packet: number, at: number, end: number, changes: Partial<Fragment> = {}): Fragment {
  const bytes = DATA.subarray(at, end);
  return { key: 'k', packet, timeNs: packet * 1e6, at, isMore: end < DATA.length, bytes, length: end - at, ...changes };
}

function joinedFrom(parts: readonly Fragment[]): { joined: Joined[]; counts: FragmentJoiner['counts'] } {
  const joined: Joined[] = [];
  const joiner = new FragmentJoiner((one) => joined.push(one));
  for (const one of parts) joiner.add(one);
  joiner.finish();
  return { joined, counts: joiner.counts };
}

const WHOLE = [part(1, 0, 40), part(2, 40, 80), part(3, 80, 100)];

describe('IP packets in fragments', () => {
  it('are whole in whatever order they come, and lead to all of their packets', () => {
    for (const order of [WHOLE, [...WHOLE].reverse(), [WHOLE[1], WHOLE[2], WHOLE[0]] as Fragment[]]) {
      const { joined, counts } = joinedFrom(order);
      expect(joined).toEqual([{ first: 1, others: [2, 3], isWhole: true, bytes: DATA, length: 100 }]);
      expect(counts).toEqual({ joined: 1, incomplete: 0, refused: 0 });
    }
  });

  it('count once what comes again exactly, also behind the end', () => {
    const again = WHOLE.map((one) => ({ ...one, packet: one.packet + 10 }));
    const { joined, counts } = joinedFrom([...WHOLE, ...again.slice(1)]);
    expect([joined.length, counts]).toEqual([1, { joined: 1, incomplete: 0, refused: 0 }]);
  });

  it.each([
    ['overlap', part(4, 32, 48)],
    ['go on behind the end', part(4, 104, 112, { bytes: DATA.subarray(0, 8), length: 8, isMore: true })],
    ['are no multiple of 8', part(4, 40, 47)],
    ['end twice', part(4, 40, 48, { isMore: false })],
    ['go beyond what IP carries', part(4, 0, 8, { at: 65_528, length: 16 })],
  ])('are refused, and swallowed, where fragments %s', (_, bad) => {
    const { joined, counts } = joinedFrom([part(3, 80, 100), part(1, 0, 40), bad, part(2, 40, 80)]);
    expect([joined.length, counts]).toEqual([0, { joined: 0, incomplete: 0, refused: 1 }]);
  });

  it('give their beginning where fragments are missing: at the end, or after a minute', () => {
    const late = { ...part(9, 40, 80), timeNs: 70e9 };
    const { joined, counts } = joinedFrom([part(1, 0, 40), part(3, 80, 100), late]);
    expect(joined.map(({ bytes, length }) => [bytes.length, length])).toEqual([[40, 100]]);
    expect(counts).toEqual({ joined: 0, incomplete: 2, refused: 0 });
  });

  it('end where a fragment was cut by the capture', () => {
    const cut = part(2, 40, 80, { bytes: DATA.subarray(40, 50) });
    const { joined } = joinedFrom([part(1, 0, 40), cut, part(3, 80, 100)]);
    expect(joined.map(({ bytes, length }) => [bytes.length, length])).toEqual([[50, 100]]);
  });

  it('never hold more than they may', () => {
    const joiner = new FragmentJoiner(() => undefined);
    for (let packet = 0; packet < 5000; packet++) joiner.add(part(packet, 0, 40, { key: String(packet), timeNs: 0 }));
    expect(joiner.counts.incomplete).toBe(5000 - 1024);
  });

  it('never throw, and count each packet once', () => {
    const some = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      at: fc.nat(12).map((unit) => unit * 8),
      length: fc.integer({ min: -8, max: 40 }),
      captured: fc.nat(40),
      isMore: fc.boolean(),
      timeNs: fc.nat(200).map((seconds) => seconds * 1e9),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (list) => {
        const { joined, counts } = joinedFrom(
          list.map(({ captured, ...one }, packet) => ({
            ...one,
            packet,
            bytes: DATA.subarray(0, Math.max(0, Math.min(captured, one.length))),
          })),
        );
        expect(joined.length).toBeLessThanOrEqual(counts.joined + counts.incomplete);
        for (const { bytes, length } of joined) expect(bytes.length).toBeLessThanOrEqual(length);
      }),
      { numRuns: 3000 },
    );
  });
});
