import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { textReader } from '../../../src/core/export/cell-text.ts';
import {
  FEATURE_GROUPS,
  NFSTREAM_DEFAULTS,
  TIME_RESOLUTIONS,
  type MeterParameters,
} from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, pcapng, type TestPacket } from '../../fixtures/captures.ts';
import { frame } from '../../fixtures/frames.ts';

/** Flows do not depend on how a capture is cut in files, nor on packets of others. */

const EPOCH_NS = 1_700_000_000_000_000_000n;

/** Packets between three hosts of a network; `gapMs` may be below 0. */
function captureOf(network: string, gapMs: fc.Arbitrary<number>, maxLength = 40): fc.Arbitrary<TestPacket[]> {
  const end = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 }));
  const flags = fc.constantFrom('SYN', 'SYN+ACK', 'ACK', 'PSH+ACK', 'FIN+ACK', 'RST', 'UDP');
  const packet = fc.tuple(end, end, flags, fc.integer({ min: 0, max: 90 }), gapMs);
  return fc.array(packet, { maxLength }).map((list) => {
    let ms = 5_000;
    return list.map(([[a, b], [c, d], kind, size, gap]) => {
      ms += gap;
      const bytes = frame(`${network}.${a}:${b} > ${network}.${c}:${d} ${kind} ${size}`);
      return { timeNs: EPOCH_NS + BigInt(ms) * 1_000_000n, bytes };
    });
  });
}

const FORWARD = fc.integer({ min: 0, max: 3000 });
const ANY_WAY = fc.integer({ min: -3000, max: 3000 });

const PARAMETERS: fc.Arbitrary<MeterParameters> = fc.record({
  ...Object.fromEntries(Object.entries(NFSTREAM_DEFAULTS).map(([name, value]) => [name, fc.constant(value)])),
  statisticalAnalysis: fc.constant(true),
  spltAnalysis: fc.constant(6),
  idleTimeout: fc.constantFrom(0, 1, 2, 1000),
  activeTimeout: fc.constantFrom(0, 4, 1000),
  accountingMode: fc.constantFrom(0, 1, 2, 3),
  endAtFinRst: fc.boolean(),
  keepDirection: fc.boolean(),
  directionFromSyn: fc.boolean(),
  timeResolution: fc.constantFrom(...TIME_RESOLUTIONS),
  features: fc.constantFrom([], FEATURE_GROUPS),
}) as unknown as fc.Arbitrary<MeterParameters>;

/** Flows of files read as one stream: their columns as texts, without those named. */
async function flowsOf(
  files: readonly Uint8Array[],
  parameters: MeterParameters,
  without: readonly string[] = [],
): Promise<string[]> {
  const tables = new CaptureTables(parameters);
  const reading = new CaptureReading(tables);
  for (const file of files) expect((await reading.read(byteStream(file), 'test', file.length)).ok).toBe(true);
  tables.finish();
  const columns = [...tables.flows.columns].filter(([id]) => !without.includes(id));
  const readers = columns.map(([id, column]) => [id, textReader(column)] as const);
  return Array.from({ length: tables.flows.length }, (_, row) =>
    readers.map(([id, read]) => `${id} ${read(row)}`).join('\n'),
  );
}

describe('a capture cut in files that are read as one stream', () => {
  it('has the flows of the whole, wherever it is cut and whatever the order of its times', async () => {
    const cuts = fc.array(fc.tuple(fc.nat(40), fc.boolean()), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(captureOf('10.0.0', ANY_WAY), cuts, PARAMETERS, async (list, places, parameters) => {
        const sorted = places.toSorted(([a], [b]) => a - b);
        const starts = [0, ...sorted.map(([place]) => place)];
        const parts = starts.map((start, at) => list.slice(start, starts[at + 1] ?? list.length));
        const files = parts.map((part, at) => (sorted[at]?.[1] === true ? pcapng(part) : pcap(part)));
        expect(await flowsOf(files, parameters)).toEqual(await flowsOf([pcap(list)], parameters));
      }),
      { numRuns: 150 },
    );
  });

  it('has the flows of its packets up to a cut at any byte', async () => {
    const writing = fc.constantFrom(pcap, pcapng);
    await fc.assert(
      fc.asyncProperty(
        captureOf('10.0.0', FORWARD, 12),
        writing,
        fc.nat(),
        PARAMETERS,
        async (list, write, at, how) => {
          const header = write([]).length;
          const whole = write(list);
          const cut = whole.subarray(0, header + (at % (whole.length - header + 1)));
          const kept = list.filter((_, number) => write(list.slice(0, number + 1)).length <= cut.length);
          expect(await flowsOf([cut], how)).toEqual(await flowsOf([write(kept)], how));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Names of order in the capture, which a flow has whatever it holds. */
const ORDER = ['id', 'flow'];

/** Both captures' packets, always the earlier of the two that are next, as merging programs take them. */
function merged(a: readonly TestPacket[], b: readonly TestPacket[]): TestPacket[] {
  const [first] = a;
  const [second] = b;
  if (first === undefined || second === undefined) return [...a, ...b];
  return first.timeNs <= second.timeNs ? [first, ...merged(a.slice(1), b)] : [second, ...merged(a, b.slice(1))];
}

async function expectMerged(
  a: readonly TestPacket[],
  b: readonly TestPacket[],
  parameters: MeterParameters,
  without: readonly string[],
): Promise<void> {
  const own = [await flowsOf([pcap(a)], parameters, without), await flowsOf([pcap(b)], parameters, without)];
  const both = await flowsOf([pcap(merged(a, b))], parameters, without);
  expect(both.toSorted()).toEqual(own.flat().toSorted());
}

describe('two captures of different hosts, merged by time', () => {
  it('have the flows of both, if the times of each are in order', async () => {
    const lists = fc.tuple(captureOf('10.0.0', FORWARD), captureOf('10.0.1', FORWARD));
    await fc.assert(
      fc.asyncProperty(lists, PARAMETERS, ([a, b], parameters) => expectMerged(a, b, parameters, ORDER)),
      { numRuns: 150 },
    );
  });

  it('have them in any order of times but for the times, if no time-out cuts them', async () => {
    const lists = fc.tuple(captureOf('10.0.0', ANY_WAY), captureOf('10.0.1', ANY_WAY));
    const times = /_ms$/;
    const columns = [
      ...new CaptureTables({ ...NFSTREAM_DEFAULTS, statisticalAnalysis: true, spltAnalysis: 6 }).flows.columns,
    ];
    const timed = columns.map(([id]) => id).filter((id) => times.test(id));
    await fc.assert(
      fc.asyncProperty(lists, PARAMETERS, async ([a, b], parameters) => {
        const endless = { ...parameters, idleTimeout: 1e6, activeTimeout: 1e6 };
        await expectMerged(a, b, endless, [...ORDER, ...timed]);
      }),
      { numRuns: 100 },
    );
  });

  it('change each other’s times where a packet is late, since the clock never goes back', async () => {
    const a = packets('0 10.0.0.1:1 > 10.0.0.2:2 UDP 5\n1 10.0.0.1:1 > 10.0.0.2:2 UDP 5');
    const late = packets('5 10.0.1.1:1 > 10.0.1.2:2 UDP 5');
    const parameters = { ...NFSTREAM_DEFAULTS, idleTimeout: 3 };
    const rows = (list: readonly TestPacket[]): Promise<string[]> => flowsOf([pcap(list)], parameters, ORDER);
    const inOrder = await rows(merged(a, late));
    const outOfOrder = await rows([...a.slice(0, 1), ...late, ...a.slice(1)]);
    expect(inOrder).toHaveLength(2);
    expect(outOfOrder).toHaveLength(3);
    expect(outOfOrder.filter((row) => inOrder.includes(row))).toHaveLength(1);
  });
});
