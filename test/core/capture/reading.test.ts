import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { joined, packets, pcap, pcapng, pcapngBlock, type TestPacket } from '../../fixtures/captures.ts';

const LIST = packets(`
  0.000000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.020001 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020500 ARP 10.0.0.1 > 10.0.0.2
  0.030000 10.0.0.1:5000 > 10.0.0.2:443 ACK
  0.040000 fd00::1:6000 > fd00::2:53 UDP 31
  1.500000 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "GET / HTTP/1.1"
`);

interface Seen {
  readonly ok: boolean;
  readonly code: string | undefined;
  readonly packets: readonly (readonly number[])[];
  readonly problems: readonly string[];
  readonly tables: CaptureTables;
}

/** Reads bytes in pieces; a packet is its time in ns, lengths, offset and flow. */
async function read(bytes: Uint8Array, pieceLength?: number): Promise<Seen> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const reply = await new CaptureReading(tables).read(byteStream(bytes, pieceLength), 'test', bytes.length);
  tables.finish();
  const { packets: table } = tables;
  const rows = Array.from({ length: table.length }, (_, row) => [
    table.timeNs[row] ?? 0,
    table.capturedLength(row),
    table.wireLength(row),
    table.flow[row] ?? 0,
  ]);
  const problems = tables.summary().problems.map(({ code }) => code);
  return { ok: reply.ok, code: reply.ok ? undefined : reply.failure.code, packets: rows, problems, tables };
}

describe('containers', () => {
  const expected = LIST.map(({ timeNs, bytes }, at) => [
    Number(timeNs - (LIST[0]?.timeNs ?? 0n)),
    bytes.length,
    bytes.length,
    [0, 0, -1, 0, 1, 0][at] ?? -1,
  ]);
  const writings: readonly (readonly [string, Uint8Array])[] = [
    ['pcap, little-endian, µs', pcap(LIST)],
    ['pcap, big-endian, µs', pcap(LIST, { bigEndian: true })],
    ['pcap, little-endian, ns', pcap(LIST, { nanoseconds: true })],
    ['pcap, big-endian, ns', pcap(LIST, { bigEndian: true, nanoseconds: true })],
    ['pcapng, little-endian', pcapng(LIST)],
    ['pcapng, big-endian', pcapng(LIST, [{}], true)],
    ['pcapng, nanoseconds', pcapng(LIST, [{ resolution: 9 }])],
    ['pcapng, 2^-20 s', pcapng(LIST, [{ resolution: 0x80 | 30 }])],
    ['pcapng, time offset', pcapng(LIST, [{ offsetSeconds: 1_699_999_000 }])],
    ['pcapng, picoseconds', pcapng(LIST, [{ resolution: 12, offsetSeconds: 1_699_999_000 }])],
    ['pcap in gzip', gzipSync(pcap(LIST))],
    ['pcapng in gzip', gzipSync(pcapng(LIST))],
  ];
  it.each(writings)('%s', async (name, bytes) => {
    const seen = await read(bytes);
    expect(seen.problems).toEqual([]);
    // Binary fractions of a second cannot hold a microsecond exactly.
    const tolerance = name.includes('2^-20') ? 1 : 0;
    seen.packets.forEach((row, at) => {
      expect(Math.abs((row[0] ?? NaN) - (expected[at]?.[0] ?? NaN))).toBeLessThanOrEqual(tolerance);
      expect(row.slice(1)).toEqual(expected[at]?.slice(1));
    });
    expect(seen.packets).toHaveLength(LIST.length);
  });

  it('reads several gzip members as one', async () => {
    const bytes = pcap(LIST);
    const seen = await read(joined(gzipSync(bytes.subarray(0, 100)), gzipSync(bytes.subarray(100))), 37);
    expect(seen.packets).toEqual(expected);
  });

  it('reads sections of either byte order, skips blocks that it does not know', async () => {
    const [first, ...rest] = LIST;
    if (first === undefined) throw new Error('no packets');
    const unknown = pcapngBlock(0x0bad, Uint8Array.of(1, 2, 3, 4));
    const bytes = joined(pcapng([first]), unknown, pcapng(rest, [{ name: 'eth1' }], true));
    const seen = await read(bytes);
    expect(seen.packets).toEqual(expected);
    expect(seen.tables.summary().interfaces.map((from) => [from.name, from.packets])).toEqual([
      [undefined, 1],
      ['eth1', 5],
    ]);
  });

  it('keeps interfaces apart, each with its own clock and link type', async () => {
    const raw = LIST[0]?.bytes.subarray(14) ?? new Uint8Array();
    const list: TestPacket[] = [
      { timeNs: 1_700_000_000_000_000_000n, bytes: LIST[0]?.bytes ?? raw },
      { timeNs: 1_700_000_000_000_000_777n, bytes: raw, interface: 1 },
    ];
    const seen = await read(pcapng(list, [{}, { linkType: 101, resolution: 9 }]));
    expect(seen.packets.map((row) => row[0])).toEqual([0, 777]);
    expect(seen.packets.map((row) => row[3])).toEqual([0, 0]);
  });
});

describe('what is no capture, or a broken one', () => {
  it('refuses files by what is wrong with them', async () => {
    expect((await read(new Uint8Array(0))).code).toBe('empty-file');
    expect((await read(Buffer.from('just some text, no capture at all'))).code).toBe('not-a-capture');
    expect((await read(pcap(LIST).subarray(0, 20))).code).toBe('broken-header');
    expect((await read(Buffer.from('fd377a585a000000', 'hex'))).code).toBe('unsupported-format');
    expect((await read(gzipSync(Buffer.from('text')))).code).toBe('not-a-capture');
    expect((await read(Buffer.from('1f8b0800000000000003ffffffff', 'hex'))).code).toBe('broken-compression');
  });

  it('keeps what came before a cut record and says where it is', async () => {
    const bytes = pcap(LIST);
    const seen = await read(bytes.subarray(0, bytes.length - 5));
    expect(seen.packets).toHaveLength(LIST.length - 1);
    const [problem] = seen.tables.summary().problems;
    const last = (LIST.at(-1)?.bytes.length ?? 0) + 16;
    expect(problem).toEqual({
      code: 'cut-record',
      file: 0,
      offset: bytes.length - last,
      packet: 5,
      facts: [last, last - 5],
    });
  });

  it('stops at an absurd length', async () => {
    const bytes = joined(pcap(LIST.slice(0, 2)), new Uint8Array(16).fill(0xff), new Uint8Array(50));
    const seen = await read(bytes);
    expect(seen.packets).toHaveLength(2);
    expect(seen.problems).toEqual(['absurd-length']);
  });

  it('stops where gzip data is damaged', async () => {
    const packed = gzipSync(pcap(Array.from({ length: 400 }, () => LIST).flat()), { level: 0 });
    const seen = await read(packed.subarray(0, packed.length - 3000));
    expect(seen.packets.length).toBeGreaterThan(2000);
    expect(seen.problems).toContain('broken-compression');
  });

  it('names packets of an interface that was never described', async () => {
    const seen = await read(pcapng([{ ...(LIST[0] ?? { timeNs: 0n, bytes: new Uint8Array() }), interface: 3 }]));
    expect(seen.problems).toEqual(['unknown-interface']);
  });

  it('keeps packets of link types without decoder', async () => {
    const seen = await read(pcap(LIST, { linkType: 195 }));
    expect(seen.packets).toHaveLength(LIST.length);
    expect(seen.packets.every((row) => row[3] === -1)).toBe(true);
    expect(seen.problems).toEqual(['unknown-link-type']);
  });
});

describe('any bytes', () => {
  const files = [pcap(LIST), pcap(LIST, { bigEndian: true }), pcapng(LIST), pcapng(LIST, [{}], true)] as const;

  it('gives the same packets in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.integer({ min: 1, max: 300 }), async (bytes, piece) => {
        expect((await read(bytes, piece)).packets).toEqual((await read(bytes)).packets);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same packets up to any cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(), async (bytes, at) => {
        const whole = await read(bytes);
        const cut = await read(bytes.subarray(0, at % bytes.length));
        expect(cut.packets.map((row) => row.slice(0, 3))).toEqual(
          whole.packets.slice(0, cut.packets.length).map((row) => row.slice(0, 3)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('survives any damage', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
        fc.integer({ min: 1, max: 200 }),
        async (bytes, changes, piece) => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[at % damaged.length] = value;
          const seen = await read(damaged, piece);
          expect(seen.packets.length).toBeLessThanOrEqual(2 * LIST.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
