import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressionOf, inflate } from '../../../src/core/capture/compression/compression.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { CaptureSummary } from '../../../src/core/model/capture-info.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { joined, pcap } from '../../fixtures/captures.ts';
import { LIST, lz4Frame, MANY, PACKED_CAPTURES, skippableFrame, zstdFrame } from './packed-captures.ts';

interface Inflated {
  readonly bytes: Uint8Array;
  readonly fault: string | undefined;
}

/** Inflates bytes that come in pieces through one buffer, as a source may give them. */
async function unpack(bytes: Uint8Array, pieceLength?: number): Promise<Inflated> {
  const compression = compressionOf(bytes);
  if (compression === 'none') throw new Error('not compressed');
  const source = byteStream(bytes, pieceLength);
  const room = new Uint8Array(pieceLength ?? bytes.length);
  const stream = inflate(compression, {
    next: async () => {
      const piece = await source.next();
      if (piece === undefined) return undefined;
      room.set(piece);
      return room.subarray(0, piece.length);
    },
  });
  const pieces: Uint8Array[] = [];
  for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) pieces.push(piece.slice());
  return { bytes: joined(...pieces), fault: stream.fault };
}

/** Equality of large arrays, told in a word. */
function difference(seen: Uint8Array, wanted: Uint8Array): string {
  if (Buffer.compare(seen, wanted) === 0) return 'none';
  return `at byte ${seen.findIndex((byte, at) => byte !== wanted[at])}, ${seen.length} and ${wanted.length} bytes`;
}

async function open(bytes: Uint8Array): Promise<{ code: string; detail: string; summary: CaptureSummary }> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const reply = await new CaptureReading(tables).read(byteStream(bytes, 1000), 'test', bytes.length);
  tables.finish();
  const { code = '', detail = '' } = reply.ok ? {} : reply.failure;
  return { code, detail, summary: tables.summary() };
}

describe('what zstd and lz4 write', () => {
  it.each(PACKED_CAPTURES)('$name', async ({ compression, bytes }) => {
    expect(compressionOf(bytes)).toBe(compression);
    for (const pieceLength of [1, 7, 300, bytes.length]) {
      const seen = await unpack(bytes, pieceLength);
      expect(seen.fault).toBe(undefined);
      expect(difference(seen.bytes, MANY)).toBe('none');
    }
  });

  it('is read as a capture', async () => {
    for (const { compression, bytes } of PACKED_CAPTURES) {
      const { summary } = await open(bytes);
      expect(summary).toMatchObject({ format: 'pcap', compression, packets: 160 * LIST.length, problems: [] });
    }
  });

  it('is read frame after frame, over those that hold no data', async () => {
    for (const kind of ['zstd', 'lz4']) {
      const frames = PACKED_CAPTURES.filter(({ compression }) => compression === kind).map(({ bytes }) => bytes);
      const all = joined(
        skippableFrame(0),
        skippableFrame(9),
        ...frames.flatMap((bytes) => [bytes, skippableFrame(5)]),
      );
      expect(compressionOf(all)).toBe(kind);
      for (const pieceLength of [1, 11, all.length]) {
        const seen = await unpack(all, pieceLength);
        expect(seen.fault).toBe(undefined);
        expect(difference(seen.bytes, joined(...frames.map(() => MANY)))).toBe('none');
      }
    }
  });
});

describe('what is wrong with compressed data', () => {
  const zstd = zstdFrame(pcap(LIST), 100);
  const lz4 = lz4Frame(pcap(LIST), 100);

  it.each([
    ['zstd of nothing', zstdFrame(new Uint8Array([]), 1).subarray(0, 6), 'broken-compression'],
    ['an empty zstd frame', Buffer.from('28b52ffd2000010000', 'hex'), 'empty-file'],
    ['an empty lz4 frame', lz4Frame(new Uint8Array(0), 1), 'empty-file'],
    ['a zstd block of no kind', Buffer.from('28b52ffd0038ffffffffffffffffffffffffff', 'hex'), 'broken-compression'],
    ['an lz4 version of the future', Buffer.from('04224d1884400000000000', 'hex'), 'broken-compression'],
    ['an lz4 dictionary', Buffer.from('04224d18614000000000000000000000', 'hex'), 'broken-compression'],
    ['an lz4 block size of no kind', Buffer.from('04224d1860300000000000', 'hex'), 'broken-compression'],
    ['an lz4 block that is too large', Buffer.from('04224d18604000010001800000', 'hex'), 'broken-compression'],
    [
      'a match before the beginning',
      Buffer.from('04224d18604000050000004041424344050000000000', 'hex'),
      'not-a-capture',
    ],
    ['text in lz4', lz4Frame(Buffer.from('text'), 10), 'not-a-capture'],
    ['skippable frames alone', skippableFrame(20), 'not-a-capture'],
  ])('%s', async (_, bytes, code) => {
    expect((await open(new Uint8Array(bytes))).code).toBe(code);
  });

  it('says which compression it was', async () => {
    expect((await open(Buffer.from('28b52ffd0038', 'hex'))).detail).toBe('zstd: the data is cut');
    expect((await open(Buffer.from('04224d18', 'hex'))).detail).toBe('lz4: the data is cut');
    expect((await open(gzipSync(new Uint8Array(0)))).detail).toBe('gzip');
  });

  it('keeps what came before a cut', async () => {
    for (const bytes of [zstd, lz4]) {
      const { code, summary } = await open(bytes.subarray(0, bytes.length - 20));
      expect(code).toBe('');
      expect(summary.packets).toBeGreaterThanOrEqual(4);
      expect(summary.problems.map((problem) => problem.code)).toEqual(['cut-record', 'broken-compression']);
    }
  });

  it('keeps what came before something else', async () => {
    for (const bytes of [zstd, lz4]) {
      const { summary } = await open(joined(bytes, Buffer.from('something that is no frame of either kind')));
      expect(summary.packets).toBe(LIST.length);
      expect(summary.problems.map((problem) => problem.code)).toEqual(['broken-compression']);
    }
  });

  it('stops at a match that reaches back too far, and keeps the literals before it', async () => {
    const seen = await unpack(Buffer.from('04224d18604000070000004041424344050000', 'hex'));
    expect(Buffer.from(seen.bytes).toString()).toBe('ABCD');
    expect(seen.fault).toBe('a match reaches before the beginning');
  });
});

describe('any compressed bytes', () => {
  const files = [
    ...PACKED_CAPTURES.map(({ bytes }) => bytes),
    joined(zstdFrame(MANY.subarray(0, 3000), 700), zstdFrame(MANY.subarray(3000, 9000), 5000)),
    joined(lz4Frame(MANY.subarray(0, 3000), 700), skippableFrame(33), lz4Frame(MANY.subarray(3000, 9000), 5000)),
  ];

  it('inflate to a beginning of the capture when they are cut, and say that they were cut', async () => {
    const whole = await Promise.all(files.map((bytes) => unpack(bytes)));
    const legacy = PACKED_CAPTURES.findIndex(({ name }) => name.includes('legacy'));
    expect(legacy).toBeGreaterThanOrEqual(0);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 2000 }),
        async (file, at, piece) => {
          const bytes = files[file] ?? new Uint8Array(0);
          const cut = 4 + (at % (bytes.length - 4));
          const seen = await unpack(bytes.subarray(0, cut), piece);
          expect(difference(seen.bytes, MANY.subarray(0, seen.bytes.length))).toBe('none');
          if (seen.bytes.length < (whole[file]?.bytes.length ?? 0) && seen.fault === undefined)
            // Between two frames, or, since a legacy frame has no end mark, before any of its blocks.
            expect(file === legacy ? [0, 64 * 1024] : [3000]).toContain(seen.bytes.length);
        },
      ),
      { numRuns: 150, examples: [[4, 0, 1]] },
    );
  });

  it('never hang or throw when they are damaged', async () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 5 }),
        async (bytes, changes) => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[4 + (at % (bytes.length - 4))] = value;
          const seen = await unpack(damaged, 500);
          expect(seen.bytes.length).toBeLessThan(1 << 26);
        },
      ),
      { numRuns: 300 },
    );
  }, 30_000);
});
