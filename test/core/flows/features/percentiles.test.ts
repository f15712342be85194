import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERCENTS } from '../../../../src/core/flows/features/percentiles.ts';
import type { MeterParameters } from '../../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../../src/core/tables.ts';
import { byteStream } from '../../../bytes.ts';
import { capture, flowOf, metered, rowsOf, settings } from '../metered.ts';

const FORWARD = '10.0.0.1:5 > 10.0.0.2:53 UDP';
const BACKWARD = '10.0.0.2:53 > 10.0.0.1:5 UDP';

/** The value at ⌈p n / 100⌉ of the sorted ones, found by counting. */
function nearestRank(values: readonly number[], percent: number): number {
  const enough = values.filter(
    (value) => values.filter((other) => other <= value).length * 100 >= percent * values.length,
  );
  return values.length === 0 ? 0 : Math.min(...enough);
}

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, at) => time - (times[at] ?? 0));
}

describe('percentiles', () => {
  it('take the nearest rank', async () => {
    const text = [10, 20, 30, 40].map((size, at) => `${at * at} ${FORWARD} ${size}`).join('\n');
    const found = flowOf(await metered(capture(text), { features: ['percentiles'], accountingMode: 3 }), [
      'bidirectional_p25_ps',
      'bidirectional_p50_ps',
      'src2dst_p75_ps',
      'src2dst_p90_ps',
      'dst2src_p50_ps',
      'bidirectional_p50_piat_ms',
      'src2dst_p99_piat_ms',
    ]);
    expect(Object.values(found)).toEqual(['10', '20', '30', '40', '0', '3000', '5000']);
  });

  it('are those of all packets of the flow and of each direction', async () => {
    const packet = fc.record({ back: fc.boolean(), gap: fc.integer({ min: 0, max: 40_000 }), size: fc.nat(1200) });
    const resolution = fc.constantFrom<MeterParameters['timeResolution']>('ms', 'us', 'ns');
    await fc.assert(
      fc.asyncProperty(fc.array(packet, { minLength: 1, maxLength: 40 }), resolution, async (list, timeResolution) => {
        let time = 0;
        const timed = list.map((each) => ({ ...each, time: (time += each.gap) }));
        const lines = timed.map(({ time: at, size, back }) => `${at / 1000} ${back ? BACKWARD : FORWARD} ${size}`);
        const changes = { features: ['percentiles'], accountingMode: 3, timeResolution } as const;
        const tables = await metered(capture(lines.join('\n')), changes);
        const first = timed[0]?.back ?? false;
        const scopes = [timed, timed.filter(({ back }) => back === first), timed.filter(({ back }) => back !== first)];
        const expected = [
          ...scopes.map((scope) => scope.map(({ size }) => size)),
          ...scopes.map((scope) => gaps(scope.map(({ time: at }) => at))),
        ].flatMap((values) => PERCENTS.map((percent) => nearestRank(values, percent)));
        const ids = [...tables.flows.columns.keys()].filter((id) => /_p\d\d_/.test(id));
        expect(rowsOf(tables, ids)).toEqual([expected.map(String)]);
      }),
      { numRuns: 60 },
    );
  });

  it('follow the flow while it grows, and are new when a record is used again', async () => {
    const seen: (string | undefined)[] = [];
    const text = `0 ${FORWARD} 10\n1 ${FORWARD} 30\n200 ${FORWARD} 50\n201 ${FORWARD} 70`;
    const changes = settings({ features: ['percentiles'], accountingMode: 3 });
    const tables = new CaptureTables(changes, (record) => {
      const column = tables.flows.columns.get('bidirectional_p50_ps');
      if (column?.type === 'number') seen.push(String(column.number(record)));
    });
    await new CaptureReading(tables).read(byteStream(capture(text)), 'test', 0);
    tables.finish();
    expect(seen).toEqual(['10', '50']);
  });
});
