import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NFSTREAM_DEFAULTS, PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import type { CaptureOrder } from '../../../src/core/model/capture-info.ts';
import type { Rows } from '../../../src/core/model/column.ts';
import { fileAt, offsetInFile } from '../../../src/core/model/places.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, pcapng, type TestPacket } from '../../fixtures/captures.ts';
import { erf, snoop } from '../../fixtures/containers.ts';
import { readCapture, readingOf, type Reading } from './read-capture.ts';

const FIRST = packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.020 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.900 10.0.0.1:5000 > 10.0.0.2:443 ACK
`);
const SECOND = packets(`
  0.010 10.0.0.3:6000 > 10.0.0.4:53 UDP 31
  0.020 10.0.0.4:53 > 10.0.0.3:6000 UDP 90
  1.000 10.0.0.3:6001 > 10.0.0.4:53 UDP 32
`);

async function readAll(
  files: readonly Uint8Array[],
  order: CaptureOrder,
  pieceLength?: number,
  parameters: MeterParameters = PAGE_DEFAULTS,
): Promise<Reading> {
  const tables = new CaptureTables(parameters);
  const inputs = files.map((bytes, at) => ({
    stream: byteStream(bytes, pieceLength),
    name: `file ${at}`,
    fileBytes: bytes.length,
  }));
  const reply = await new CaptureReading(tables).readAll(inputs, order);
  tables.finish();
  return readingOf(tables, reply.ok ? undefined : reply.failure.code);
}

/** Every cell of a table, row by row. */
function cells({ columns, length }: Rows): unknown[][] {
  return Array.from({ length }, (_, row) =>
    [...columns.values()].map((column) => {
      if (column.type === 'number') return column.number(row);
      if (column.type === 'list') return column.list(row);
      return column.code(row) < 0 ? '' : column.text(column.code(row));
    }),
  );
}

const times = ({ packets: seen }: Reading): number[] => seen.map(([time = NaN]) => time / 1e6);
const filesOf = ({ tables }: Reading): number[] =>
  Array.from({ length: tables.packets.length }, (_, row) => fileAt(tables.packets.offset(row)));

describe('several files as one capture', () => {
  it('are ordered by time, the first file first where times are equal', async () => {
    for (const piece of [undefined, 7, 50]) {
      const seen = await readAll([pcap(FIRST), pcap(SECOND)], 'time', piece);
      expect(times(seen)).toEqual([0, 10, 20, 20, 900, 1000]);
      expect(filesOf(seen)).toEqual([0, 1, 0, 1, 0, 1]);
    }
  });

  it('follow each other as a list, times included', async () => {
    const seen = await readAll([pcap(SECOND), pcap(FIRST)], 'list');
    expect(times(seen)).toEqual([0, 10, 990, -10, 10, 890]);
    expect(filesOf(seen)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(seen.tables.summary()).toMatchObject({ order: 'list', name: 'file 0 and 1 more', firstNs: -10e6 });
  });

  it('may be of any format and compression; interfaces tell their file', async () => {
    const named = pcapng(SECOND, [{ name: 'eth1' }]);
    const { tables, problems } = await readAll([gzipSync(pcap(FIRST)), named, snoop(FIRST), erf(SECOND)], 'time', 100);
    const { interfaces, files, packets: count } = tables.summary();
    expect(problems).toEqual([]);
    expect(count).toBe(12);
    expect(interfaces.map(({ file, name, packets: own }) => [file, name, own])).toEqual([
      [0, undefined, 3],
      [1, 'eth1', 3],
      [2, undefined, 3],
      [3, 'port 0', 3],
    ]);
    expect(files.map(({ format, compression, packets: own }) => [format, compression, own])).toEqual([
      ['pcap', 'gzip', 3],
      ['pcapng', 'none', 3],
      ['snoop', 'none', 3],
      ['erf', 'none', 3],
    ]);
  });

  it('leave out one that cannot be read, and say so', async () => {
    for (const order of ['time', 'list'] as const) {
      const { tables, code } = await readAll([Buffer.from('words, not packets'), pcap(FIRST)], order);
      const { files, problems, packets: count, format } = tables.summary();
      expect({ code, count, format }).toEqual({ code: undefined, count: 3, format: 'pcap' });
      expect(files[0]?.failure?.code).toBe('not-a-capture');
      expect(problems.map((problem) => [problem.code, problem.file])).toEqual([['refused-file', 0]]);
    }
  });

  it('fail if none can be read', async () => {
    const none = [new Uint8Array(0), Buffer.from('words')];
    expect((await readAll(none, 'time')).code).toBe('empty-file');
  });

  it('have problems with their file and the byte in it', async () => {
    for (const order of ['time', 'list'] as const) {
      const cut = pcap(SECOND);
      const { tables } = await readAll([pcap(FIRST), cut.subarray(0, cut.length - 5)], order);
      const [problem] = tables.summary().problems;
      expect(problem).toMatchObject({
        code: 'cut-record',
        file: 1,
        offset: cut.length - 16 - (SECOND[2]?.bytes.length ?? 0),
      });
    }
  });

  it('end where a file can be read no further, with what was read', async () => {
    const bytes = pcap(FIRST);
    const tables = new CaptureTables(PAGE_DEFAULTS);
    let asked = 0;
    const stream = {
      next: () => (asked++ === 0 ? Promise.resolve(bytes.subarray(0, 30)) : Promise.reject(new Error('unplugged'))),
    };
    const long = { next: () => (asked++ === 0 ? Promise.resolve(longer) : Promise.reject(new Error('unplugged'))) };
    const longer = pcap(Array.from({ length: 60 }, () => FIRST).flat());
    expect(await new CaptureReading(tables).read(stream, 'a', 0)).toMatchObject({
      ok: false,
      failure: { code: 'unreadable' },
    });
    asked = 0;
    const other = new CaptureTables(PAGE_DEFAULTS);
    expect(await new CaptureReading(other).read(long, 'a', 0)).toMatchObject({ ok: true });
    expect(other.summary().problems).toMatchObject([{ code: 'unreadable', offset: longer.length }]);
  });

  it('find the bytes of every packet', async () => {
    const files = [pcap(FIRST), pcapng(SECOND)];
    const { tables } = await readAll(files, 'time', 9);
    const expected = [FIRST[0], SECOND[0], FIRST[1], SECOND[1], FIRST[2], SECOND[2]];
    expected.forEach((packet, row) => {
      const place = tables.packets.offset(row);
      const start = offsetInFile(place);
      const bytes = files[fileAt(place)]?.subarray(start, start + tables.packets.capturedLength(row));
      expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from(packet?.bytes ?? []));
    });
  });
});

const anyPacket = fc.record({
  gap: fc.integer({ min: 0, max: 200_000 }),
  client: fc.integer({ min: 1, max: 4 }),
  back: fc.boolean(),
  length: fc.integer({ min: 0, max: 300 }),
});

/** A capture in the order of time; one in 200 s is enough to end flows. */
const anyList = fc.array(anyPacket, { minLength: 1, maxLength: 30 }).map((list) => {
  let time = 0;
  const lines = list.map(({ gap, client, back, length }) => {
    time += gap / 1000;
    const ends = [`10.0.0.${client}:5000`, '10.0.1.1:53'];
    if (back) ends.reverse();
    return `${time.toFixed(3)} ${ends.join(' > ')} UDP ${length}`;
  });
  return packets(lines.join('\n'));
});

describe('any capture', () => {
  it('split into parts and read as a list gives the same packets and flows', async () => {
    await fc.assert(
      fc.asyncProperty(anyList, fc.array(fc.nat(), { maxLength: 3 }), async (list, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % list.length), list.length].toSorted((a, b) => a - b);
        const parts = places.slice(1).map((to, at) => pcap(list.slice(places[at], to)));
        const whole = await readCapture(pcap(list), undefined, NFSTREAM_DEFAULTS);
        const split = await readAll(parts, 'list', 64, NFSTREAM_DEFAULTS);
        expect(split.packets).toEqual(whole.packets);
        expect(cells(split.tables.flows)).toEqual(cells(whole.tables.flows));
      }),
      { numRuns: 60 },
    );
  });

  it('dealt out to several files and merged by time is the same capture', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyList,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 5, max: 400 }),
        async (list, count, piece) => {
          // Packets of one time go to one file, since their order among files is that of the files.
          const dealt: TestPacket[][] = Array.from({ length: count }, () => []);
          for (const packet of list) dealt[Number(packet.timeNs / 1_000_000n) % count]?.push(packet);
          const whole = await readCapture(pcap(list), undefined, NFSTREAM_DEFAULTS);
          const merged = await readAll(
            dealt.map((part) => pcap(part)),
            'time',
            piece,
            NFSTREAM_DEFAULTS,
          );
          expect(merged.packets).toEqual(whole.packets);
          expect(cells(merged.tables.flows)).toEqual(cells(whole.tables.flows));
        },
      ),
      { numRuns: 60 },
    );
  });
});
