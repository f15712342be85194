import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketMark } from '../../../src/core/model/packet-table.ts';
import { needsBytes } from '../../../src/core/model/parameter-cost.ts';
import { FEATURE_GROUPS, type FeatureGroup, type MeterParameters } from '../../../src/core/model/parameters.ts';
import type { CaptureTables } from '../../../src/core/tables.ts';
import { capture, metered, rowsOf, settings, streamed } from './metered.ts';

const FLAGS = ['SYN', 'SYN+ACK', 'ACK', 'PSH+ACK', 'FIN+ACK', 'RST'];

/** Packets of a few ends that come, close, go on and come again; some are out of order. */
const captures = fc
  .array(
    fc.record({
      from: fc.integer({ min: 1, max: 3 }),
      to: fc.integer({ min: 1, max: 3 }),
      gapUs: fc.integer({ min: -2_000_000, max: 9_000_000 }),
      size: fc.nat(90),
      kind: fc.constantFrom(...FLAGS, 'UDP', 'ICMP'),
      version6: fc.boolean(),
      seq: fc.nat(50),
      ttl: fc.integer({ min: 60, max: 64 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) => {
    let timeUs = 20_000_000;
    return list.map(({ from, to, gapUs, size, kind, version6, seq, ttl }) => {
      timeUs += gapUs;
      const end = (host: number): string => (version6 ? `fd00::${host}:${host}` : `10.0.0.${host}:${host}`);
      return `${(timeUs / 1e6).toFixed(6)} ${end(from)} > ${end(to)} ${kind} ${size} seq=${seq} ack=1 ttl=${ttl}`;
    });
  })
  .map((lines) => capture(lines.join('\n')));

/** Groups that are computed from what is kept in memory. */
const FROM_MEMORY = FEATURE_GROUPS.filter((group) => !needsBytes(settings({}), settings({ features: [group] })));

function parameters(groups: readonly FeatureGroup[]): fc.Arbitrary<Partial<MeterParameters>> {
  return fc.record({
    idleTimeout: fc.constantFrom(0, 2, 5, 120),
    activeTimeout: fc.constantFrom(0, 6, 20, 1800),
    accountingMode: fc.constantFrom<MeterParameters['accountingMode']>(0, 1, 2, 3),
    statisticalAnalysis: fc.boolean(),
    spltAnalysis: fc.constantFrom(0, 3, 40),
    timeResolution: fc.constantFrom<MeterParameters['timeResolution']>('ms', 'us', 'ns'),
    ipv6SizeWithHeader: fc.boolean(),
    endAtFinRst: fc.boolean(),
    keepDirection: fc.boolean(),
    directionFromSyn: fc.boolean(),
    activityTimeout: fc.constantFrom(0, 1, 5),
    features: fc.subarray([...groups]),
  });
}

/** Flow of each packet and its direction. */
function packetsOf({ packets }: CaptureTables): [number | undefined, number][] {
  return Array.from({ length: packets.length }, (_, row) => [
    packets.flow[row],
    (packets.marks[row] ?? 0) & PacketMark.Backward,
  ]);
}

describe('metering again from memory', () => {
  it('gives what reading with these parameters gives', async () => {
    expect(FROM_MEMORY).toEqual(['accounting', 'rates', 'activity', 'percentiles']);
    await fc.assert(
      fc.asyncProperty(captures, parameters(FROM_MEMORY), parameters(FROM_MEMORY), async (bytes, before, after) => {
        const again = await metered(bytes, before);
        expect(again.canMeterAgain(settings(after))).toBe(true);
        again.meterAgain(settings(after));
        const anew = await metered(bytes, after);
        expect([...again.flows.columns.keys()]).toEqual([...anew.flows.columns.keys()]);
        expect(rowsOf(again)).toEqual(rowsOf(anew));
        expect(packetsOf(again)).toEqual(packetsOf(anew));
      }),
      { numRuns: 150 },
    );
  });

  it('is refused for features that read headers', async () => {
    const tables = await metered(capture('0 10.0.0.1:5 > 10.0.0.2:53 UDP 4'), {});
    const groups = FEATURE_GROUPS.filter((group) => !tables.canMeterAgain(settings({ features: [group] })));
    expect(groups).toEqual(['headers', 'ttl', 'window', 'retransmissions', 'community-id']);
  });
});

it('using records again changes no column', async () => {
  await fc.assert(
    fc.asyncProperty(captures, parameters(FEATURE_GROUPS), async (bytes, changes) => {
      const kept = await metered(bytes, changes);
      // Numbers of flows begin anew with every record; names are looked for once a capture has been read.
      const ids = [...kept.flows.columns.keys()];
      const given = ids.filter((id) => id !== 'src_name' && id !== 'dst_name');
      const compared = (rows: string[][], columns: string[]): string[][] =>
        rows.map((row) => row.filter((_, at) => columns[at] !== 'flow' && given.includes(columns[at] ?? '')));
      expect(compared(await streamed(bytes, changes), given)).toEqual(compared(rowsOf(kept), ids));
    }),
    { numRuns: 150 },
  );
});
