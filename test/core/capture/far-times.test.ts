import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactNs, exactTime } from '../../../src/base/exact-time.ts';
import { InterfaceClock } from '../../../src/core/capture/pcapng/clock.ts';
import { CaptureFacts } from '../../../src/core/capture/capture-facts.ts';
import { PacketStore } from '../../../src/core/packets/table/packet-store.ts';
import { packetTime } from '../../../src/core/packets/table/packet-time.ts';
import { netmon } from '../../fixtures/containers.ts';
import { packets } from '../../fixtures/captures.ts';
import { readCapture } from './read-capture.ts';

const NS = 1_000_000_000n;
/** Two times beyond 2^53 seconds, of odd seconds: the sum of the one and their distance is rounded in a double. */
const FAR_SECONDS: [bigint, bigint, number][] = [18446744063119617025n, 18446744065119617025n].map((count) => [
  count,
  0n,
  0,
]);
const anyCount = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const anyOffset = fc.oneof(fc.constant(0n), fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }));
const anyResolution = fc.oneof(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0x80, max: 0xbf }), fc.nat(255));

function split(count: bigint): readonly [number, number] {
  return [Number(count >> 32n), Number(count & 0xffff_ffffn)];
}

describe('the clock of an interface', () => {
  it('splits any time stamp of any resolution and offset exactly', () => {
    fc.assert(
      fc.property(anyCount, anyOffset, anyResolution, (count, offset, resolution) => {
        const clock = new InterfaceClock(resolution, offset);
        clock.set(...split(count));
        const units = resolution & 0x80 ? 1n << BigInt(resolution & 0x7f) : 10n ** BigInt(resolution & 0x7f);
        expect(exactNs(clock)).toBe(offset * NS + (count * NS) / units);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives times whose seconds and nanoseconds sort as they do', () => {
    const anyNs = fc.bigInt({ min: -(1n << 95n), max: 1n << 95n });
    fc.assert(
      fc.property(anyNs, fc.bigInt({ min: -(1n << 70n), max: 1n << 70n }), (first, apart) => {
        const [a, b] = [exactTime(first), exactTime(first + apart)];
        expect(exactNs(a)).toBe(first);
        expect(Math.sign(b.seconds - a.seconds || b.nanoseconds - a.nanoseconds)).toBe(
          Number(apart > 0n) - Number(apart < 0n),
        );
      }),
    );
  });
});

it('keeps the time of every packet to the last digit, however far apart they are', () => {
  const anyTime = fc.tuple(anyCount, anyOffset, fc.constantFrom(0, 6, 9, 0x8a));
  fc.assert(
    fc.property(fc.array(anyTime, { minLength: 1, maxLength: 6 }), (list) => {
      const facts = new CaptureFacts(() => '');
      const store = new PacketStore();
      facts.addFile('a', 0);
      facts.addInterface(1, 0, undefined);
      const times = list.map(([count, offset, resolution]) => {
        const clock = new InterfaceClock(resolution, offset);
        clock.set(...split(count));
        const timeNs = facts.addPacket(1, 1, clock.seconds, clock.nanoseconds, 0);
        store.setTime(store.add(0, 1, 1), timeNs, facts.farRest);
        return exactNs(clock);
      });
      expect(times.map((_, row) => exactNs(packetTime(store, facts, row)))).toEqual(times);
      const { earliestNs = 0n, latestNs = 0n } = facts.summary(0);
      expect(times).toContain(earliestNs);
      expect(times).toContain(latestNs);
    }),
    { examples: [[FAR_SECONDS]] },
  );
});

it('keeps 64 bits of microseconds of Network Monitor', async () => {
  const bytes = netmon(packets('0.000 10.0.0.1:1 > 10.0.0.2:2 UDP 5'), 2);
  bytes.fill(0xff, 128, 136);
  const { tables } = await readCapture(bytes);
  expect(tables.summary().latestNs).toBe(1_700_000_000n * NS + ((1n << 64n) - 1n) * 1000n);
});
