import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/core/capture/compression/crc32.ts';
import { compressionOf, inflate } from '../../src/core/capture/compression/compression.ts';
import { Xxh32 } from '../../src/core/capture/compression/xxh32.ts';
import { Xxh64 } from '../../src/core/capture/compression/xxh64.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import { lz4Frame, MANY, PACKED_CAPTURES } from '../core/capture/packed-captures.ts';
import { members, PCAP_HEADER, record } from '../fixtures/hostile.ts';

function packed(name: string): Uint8Array {
  const found = PACKED_CAPTURES.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found.bytes;
}

/** Whose every byte is under some checksum. */
const CHECKED: readonly (readonly [name: string, bytes: Uint8Array, inflated: Uint8Array])[] = [
  ['gzip', gzipSync(MANY), MANY],
  ['gzip, stored', gzipSync(MANY.subarray(0, 3000), { level: 0 }), MANY.subarray(0, 3000)],
  ['zstd', packed('zstd, with checksum and size'), MANY],
  ['lz4', packed('lz4, dependent blocks with checksums'), MANY],
  ['lz4, stored', lz4Frame(MANY.subarray(0, 3000), 700), MANY.subarray(0, 3000)],
];

/** How a file ends: refused, told by a fault or a checksum, or with these bytes and no word. */
async function ending(bytes: Uint8Array): Promise<'refused' | 'told' | Buffer> {
  const compression = compressionOf(bytes);
  if (compression === 'none') return 'refused';
  const stream = inflate(compression, byteStream(bytes, 777));
  const pieces: Uint8Array[] = [];
  for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) pieces.push(piece.slice());
  const isTold = stream.fault !== undefined || stream.takeMismatches().length > 0;
  return isTold ? 'told' : Buffer.concat(pieces);
}

describe.each(CHECKED)('%s', (_, bytes, inflated) => {
  it('is whole without a word', async () => {
    const seen = await ending(bytes);
    expect(typeof seen === 'string' ? seen : Buffer.compare(seen, inflated)).toBe(0);
  });

  it('tells any flipped bit that is not harmless', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const flipped = bytes.slice();
        flipped[bit >> 3] ^= 1 << (bit & 7);
        const seen = await ending(flipped);
        if (typeof seen !== 'string') expect(Buffer.compare(seen, inflated)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a checksum that does not fit', () => {
  async function read(bytes: Uint8Array): Promise<CaptureTables> {
    const tables = new CaptureTables(PAGE_DEFAULTS);
    await new CaptureReading(tables).read(byteStream(bytes, 500), 'test', bytes.length);
    tables.finish();
    return tables;
  }

  it('is told with its bytes and the first packet of its member; all packets are kept', async () => {
    const good = members(PCAP_HEADER, Buffer.concat([record(1), record(2)]));
    const bad = gzipSync(Buffer.concat([record(3), record(4)]));
    bad.writeUInt32LE((bad.readUInt32LE(bad.length - 8) ^ 1) >>> 0, bad.length - 8);
    const tables = await read(Buffer.concat([good, bad, members(record(5))]));
    expect(tables.summary()).toMatchObject({
      packets: 5,
      problems: [{ code: 'wrong-checksum', offset: 24 + 2 * 63, facts: [2 * 63], packet: 2 }],
    });
  });

  it('is told of lengths, too, and once of each member, however many there are', async () => {
    const bad = gzipSync(record(1));
    bad.writeUInt32LE(9, bad.length - 4);
    const tables = await read(Buffer.concat([members(PCAP_HEADER), ...new Array<Buffer>(1200).fill(bad)]));
    const { packets, problems, problemsOmitted } = tables.summary();
    expect(packets).toBe(1200);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['wrong-checksum']));
    expect(problems.length + problemsOmitted).toBe(1200);
  });

  it('of a block of lz4 is told with the block', async () => {
    const list = Buffer.concat([PCAP_HEADER, ...[1, 2, 3].map((second) => record(second))]);
    const frame = lz4Frame(list, 24 + 63);
    // Magic, head, size of the block, block: the first byte of its checksum.
    frame[4 + 3 + 4 + 24 + 63] ^= 1;
    const tables = await read(frame);
    expect(tables.summary()).toMatchObject({
      packets: 3,
      problems: [{ code: 'wrong-checksum', offset: 0, facts: [24 + 63], packet: 0 }],
    });
  });
});

describe('checksums', () => {
  const text = Buffer.from('abc');

  it('are those of the published examples', () => {
    expect(crc32(Buffer.from('123456789')).toString(16)).toBe('cbf43926');
    expect(new Xxh32().digest().toString(16)).toBe('2cc5d05');
    expect(new Xxh32().add(text).digest().toString(16)).toBe('32d153ff');
    expect(new Xxh64().lowDigest().toString(16)).toBe('51d8e999');
    expect(new Xxh64().add(text).lowDigest().toString(16)).toBe('ad770999');
  });

  it('do not depend on how the bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(300), { maxLength: 4 }), (bytes, cuts) => {
        const ends = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const pieces = ends.slice(1).map((end, at) => bytes.subarray(ends[at], end));
        const [one, other, small, large] = [new Xxh32(), new Xxh32(), new Xxh64(), new Xxh64()];
        for (const piece of pieces) {
          one.add(piece);
          small.add(piece);
        }
        expect(one.digest()).toBe(other.add(bytes).digest());
        expect(small.lowDigest()).toBe(large.add(bytes).lowDigest());
        expect(pieces.reduce((crc, piece) => crc32(piece, crc), 0)).toBe(crc32(bytes));
      }),
    );
  });
});

describe('any gzip file', () => {
  it('inflates to what zlib packed, in members and pieces of any size', async () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.tuple(fc.nat(255), fc.nat(200_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc.nat(MANY.length).map((end) => MANY.subarray(0, end)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyBytes, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 3000 }),
        async (list, pieceLength) => {
          const file = Buffer.concat(list.map(([bytes, level]) => gzipSync(bytes, { level })));
          const stream = inflate('gzip', byteStream(file, pieceLength));
          const pieces: Uint8Array[] = [];
          for (let piece = await stream.next(); piece !== undefined; piece = await stream.next())
            pieces.push(piece.slice());
          expect([stream.fault, stream.takeMismatches()]).toEqual([undefined, []]);
          expect(Buffer.compare(Buffer.concat(pieces), Buffer.concat(list.map(([bytes]) => bytes)))).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
