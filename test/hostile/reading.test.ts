import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CaptureSummary } from '../../src/core/model/capture-info.ts';
import type { Failure } from '../../src/core/model/failure.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import type { ByteStream } from '../../src/core/model/reader.ts';
import { CaptureReading, type ReadingHooks } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import {
  block,
  clock,
  described,
  END,
  members,
  option,
  packetBlock,
  PCAP_HEADER,
  record,
  repeated,
  section,
  shortSnoop,
  unalignedBlock,
  windowOf2Gib,
  zerosOfZstd,
  zerosWithoutEnd,
} from '../fixtures/hostile.ts';

interface Read {
  readonly failure: Failure | undefined;
  readonly summary: CaptureSummary;
  readonly codes: readonly string[];
}

async function read(source: ByteStream | Uint8Array, hooks: ReadingHooks = {}): Promise<Read> {
  const tables = new CaptureTables(PAGE_DEFAULTS, () => undefined);
  const stream = source instanceof Uint8Array ? byteStream(source, 100_000) : source;
  const reply = await new CaptureReading(tables).read(stream, 'test', 0, hooks);
  tables.finish();
  const summary = tables.summary();
  const codes = summary.problems.map(({ code }) => code);
  return { failure: reply.ok ? undefined : reply.failure, summary, codes };
}

/** Memory that is held afterwards; typed arrays and texts, as far as they are not given back. */
async function heldMb(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage();
  await work();
  const after = process.memoryUsage();
  return (after.heapTotal + after.external - before.heapTotal - before.external) / 1e6;
}

describe('times that no calendar holds', () => {
  it.each([
    ['the largest count', clock(6), (1n << 64n) - 1n, 18_446_744_073_709_551_615_000n],
    ['whole seconds', clock(0), 10n ** 13n, 10n ** 22n],
    ['the largest offset', clock(6, (1n << 63n) - 1n), 1n, ((1n << 63n) - 1n) * 10n ** 9n + 1000n],
    ['the least offset', clock(6, -(1n << 63n)), 1n, -(1n << 63n) * 10n ** 9n + 1000n],
    ['all at once', clock(0, (1n << 63n) - 1n), (1n << 64n) - 1n, ((1n << 63n) + (1n << 64n) - 2n) * 10n ** 9n],
  ])('%s', async (_, options, count, wanted) => {
    const { summary } = await read(Buffer.concat([section(), described(options), packetBlock(count)]));
    expect(summary).toMatchObject({ packets: 1, epochNs: wanted, earliestNs: wanted, latestNs: wanted });
  });
});

describe('compressed captures', () => {
  it('of 20,000 members give all their packets', async () => {
    const packets = Array.from({ length: 20_000 }, (_, second) => record(second, new Uint8Array(60)));
    const file = members(PCAP_HEADER, ...packets);
    let result: Read | undefined;
    expect(await heldMb(async () => void (result = await read(file)))).toBeLessThan(300);
    expect(result?.summary.packets).toBe(20_000);
    expect(result?.codes).toEqual([]);
  });

  it('of many empty members give the packets between them, or nothing', async () => {
    const empty = gzipSync(new Uint8Array(0));
    const between = Buffer.alloc(empty.length * 4000, empty);
    const file = Buffer.concat([members(PCAP_HEADER), between, members(record(1)), between, Buffer.alloc(700)]);
    expect((await read(file)).summary.packets).toBe(1);
    expect((await read(Buffer.alloc(empty.length * 50_000, empty))).failure).toMatchObject({ code: 'empty-file' });
  });

  it('of zeros without end are refused by the first of them', async () => {
    const { head, body } = zerosWithoutEnd();
    const stream = repeated(head, body, 2048);
    expect((await read(stream)).failure).toMatchObject({ code: 'not-a-capture' });
    expect(stream.given).toBeLessThan(5);
  });

  it('are inflated a little at a time, and can be stopped', async () => {
    const file = zerosOfZstd(PCAP_HEADER, 8000);
    expect(file.length).toBeLessThan(33_000);
    let pieces = 0;
    const { summary } = await read(file, { onPiece: () => ++pieces === 3 });
    expect(pieces).toBe(3);
    expect(summary).toMatchObject({ stopped: true });
    expect(summary.packets).toBeLessThan(4 * 8192);
  });

  it('stop before memory is full, and say so', async () => {
    const tables = new CaptureTables(PAGE_DEFAULTS);
    const file = zerosOfZstd(PCAP_HEADER, 8000);
    await new CaptureReading(tables).read(byteStream(file), 'test', file.length, { mostBytes: 10_000_000 });
    tables.finish();
    const { packets, stopped, problems } = tables.summary();
    expect(stopped).toBe(true);
    expect(packets).toBeGreaterThan(100_000);
    expect(packets).toBeLessThan(400_000);
    expect(problems).toMatchObject([{ code: 'memory-full' }]);
    expect(problems[0]?.facts[1]).toBe(10_000_000);
  });

  it('that ask for a window of 2 GiB say so', async () => {
    expect((await read(windowOf2Gib())).failure).toMatchObject({
      code: 'unsupported-format',
      detail: 'zstd compression that needs a window of 2 GiB, more than the 1 that is supported',
    });
  });
});

describe('notes without measure', () => {
  /** Bytes of a summary as it is sent to the page. */
  function size(summary: CaptureSummary): number {
    return JSON.stringify(summary, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).length;
  }

  it('comments: millions of one packet', async () => {
    const comments = Buffer.alloc(4_000_000 * 4, option(1, ''));
    const { summary } = await read(
      Buffer.concat([section(), described(), packetBlock(1n, Buffer.concat([comments, END]))]),
    );
    expect(summary).toMatchObject({ packets: 1, notes: { packetComments: { total: 4_000_000 } } });
    expect(summary.problems).toMatchObject([{ code: 'left-out', facts: [3_999_000] }]);
    expect(size(summary)).toBeLessThan(200_000);
  });

  it('comments: megabytes of each of many packets', async () => {
    const comment = option(1, Buffer.alloc(65_532, 0x41));
    const body = packetBlock(1n, Buffer.concat([...new Array<Buffer>(16).fill(comment), END]));
    const stream = repeated(Buffer.concat([section(), described()]), body, 160);
    let result: Read | undefined;
    expect(await heldMb(async () => void (result = await read(stream)))).toBeLessThan(400);
    expect(result?.summary).toMatchObject({ packets: 160, notes: { packetComments: { total: 2560 } } });
    expect(result?.codes).toEqual(['left-out']);
    expect(size(result?.summary ?? ({} as CaptureSummary))).toBeLessThan(200_000);
  });

  it('names, secrets, sections and texts of interfaces', async () => {
    const long = Buffer.alloc(60_000, 0x61);
    const name = Buffer.concat([
      Uint8Array.of(1, 0, 0x64, 0xea, 10, 0, 0, 1),
      long.subarray(0, 59_999),
      Uint8Array.of(0),
    ]);
    const secret = Buffer.alloc(1 << 20, 0x20);
    const secrets = block(10, Buffer.concat([Buffer.from('4b534c5400001000', 'hex'), secret]));
    const body = Buffer.concat([
      section(Buffer.concat([option(1, long), option(4, long), END])),
      described(Buffer.concat([option(2, long), option(3, long), END])),
      block(4, Buffer.concat([name, END])),
      secrets,
    ]);
    const stream = repeated(section(), body, 60);
    const { summary, codes } = await read(stream);
    expect(codes).toEqual(['left-out']);
    expect(summary.interfaces.length + (summary.interfacesOmitted ?? 0)).toBe(60);
    expect(summary.notes).toMatchObject({ sections: { total: 61 }, secrets: { total: 60 } });
    expect(size(summary)).toBeLessThan(1_000_000);
  });

  it('a million interfaces', async () => {
    const body = described();
    const many = Buffer.alloc(body.length * 1000, body);
    const { summary, codes } = await read(repeated(section(), many, 1000));
    expect(codes).toEqual([]);
    expect(summary.interfaces).toHaveLength(1000);
    expect(summary.interfacesOmitted).toBe(999_000);
    expect(size(summary)).toBeLessThan(200_000);
  }, 60_000);

  it('interfaces beyond, whose packets are left out', async () => {
    const body = described();
    const many = Buffer.alloc(body.length * 4096, body);
    const stream = repeated(section(), many, 257);
    const { codes } = await read({
      next: async () => (await stream.next()) ?? undefined,
    });
    expect(codes).toEqual(['too-many-interfaces']);
  }, 60_000);

  it('ever new types of blocks', async () => {
    const blocks = Array.from({ length: 5000 }, (_, type) => block(0x10000 + type, new Uint8Array(0)));
    const { summary } = await read(Buffer.concat([section(), ...blocks]));
    expect(summary.blocks).toMatchObject({ SHB: 1, 'other types': 4901 });
  });
});

describe('containers', () => {
  it('a block whose length leaves out its padding is read', async () => {
    const { summary, codes } = await read(Buffer.concat([section(), described(), unalignedBlock(), packetBlock(2n)]));
    expect([summary.packets, codes]).toEqual([2, []]);
  });

  it('a section of an unknown version is read with a problem that names it', async () => {
    const { summary } = await read(Buffer.concat([section(Buffer.alloc(0), 9, 7), described(), packetBlock(1n)]));
    expect(summary).toMatchObject({ packets: 1, problems: [{ code: 'unknown-version', facts: [9, 7] }] });
    const usual = await read(Buffer.concat([section(Buffer.alloc(0), 1, 2), described(), packetBlock(1n)]));
    expect(usual.codes).toEqual([]);
  });

  it('a snoop record shorter than its packet is told as such', async () => {
    const { summary } = await read(shortSnoop());
    expect(summary).toMatchObject({ packets: 1, problems: [{ code: 'short-record', facts: [40, 71] }] });
  });
});
