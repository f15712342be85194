import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, packets, pcap, pcapng, type TestPacket } from '../../fixtures/captures.ts';
import { erf, netmon, pcapVariant, snoop } from '../../fixtures/containers.ts';
import { lz4Frame, zstdFrame } from './packed-captures.ts';
import { readCapture } from './read-capture.ts';

/** Milliseconds, which every container can count. */
const LIST = packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.020 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.021 ARP 10.0.0.1 > 10.0.0.2
  0.030 10.0.0.1:5000 > 10.0.0.2:443 ACK
  0.040 fd00::1:6000 > fd00::2:53 UDP 31
  1.500 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "GET / HTTP/1.1"
`).map((packet, at): TestPacket => (at === 3 ? { ...packet, wireLength: packet.bytes.length + 100 } : packet));

const EXPECTED = LIST.map(({ timeNs, bytes, wireLength }) => [
  Number(timeNs - (LIST[0]?.timeNs ?? 0n)),
  bytes.length,
  wireLength ?? bytes.length,
]);

/** Every container in every variant that is read. */
const CONTAINERS: readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[] = [
  ['pcap', pcap(LIST)],
  ['pcap, big-endian', pcap(LIST, { bigEndian: true })],
  ['pcap, nanoseconds', pcap(LIST, { nanoseconds: true })],
  ['pcap of Nokia', pcapVariant(LIST, 20)],
  ['pcap of Red Hat 6.1', pcapVariant(LIST, 24)],
  ['pcap of SuSE 6.3', pcapVariant(LIST, 28)],
  ['pcapng', pcapng(LIST)],
  ['pcapng, big-endian', pcapng(LIST, [{}], true)],
  ['pcapng, two sections', joined(pcapng(LIST.slice(0, 2)), pcapng(LIST.slice(2), [{ resolution: 9 }], true))],
  ['pcapng, comments', pcapng(LIST.map((packet) => ({ ...packet, options: [[1, 'a remark']] })))],
  ['snoop', snoop(LIST)],
  ['ERF', erf(LIST)],
  ['ERF, extension headers', erf(LIST, { extensions: 2 })],
  ['Network Monitor 1', netmon(LIST, 1)],
  ['Network Monitor 2', netmon(LIST, 2)],
];

describe('every container', () => {
  it.each(CONTAINERS)('%s', async (_, bytes) => {
    const { packets: seen, problems, code } = await readCapture(bytes);
    expect({ seen, problems, code }).toEqual({ seen: EXPECTED, problems: [], code: undefined });
  });
});

const PACKINGS: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
  ['plain', (bytes) => bytes],
  ['gzip', (bytes) => gzipSync(bytes)],
  ['two gzip members', (bytes) => joined(gzipSync(bytes.subarray(0, 61)), gzipSync(bytes.subarray(61)))],
  ['zstd', (bytes) => zstdFrame(bytes, 100)],
  ['two zstd frames', (bytes) => joined(zstdFrame(bytes.subarray(0, 61), 9), zstdFrame(bytes.subarray(61), 200))],
  ['lz4', (bytes) => lz4Frame(bytes, 100)],
  ['two lz4 frames', (bytes) => joined(lz4Frame(bytes.subarray(0, 61), 9), lz4Frame(bytes.subarray(61), 200))],
];

const anyCapture = fc.tuple(fc.constantFrom(...CONTAINERS), fc.constantFrom(...PACKINGS));

describe('any capture', () => {
  it('gives the same packets in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(anyCapture, fc.integer({ min: 1, max: 300 }), async ([[, bytes], [, pack]], piece) => {
        const seen = await readCapture(pack(bytes), piece);
        expect(seen.packets).toEqual(EXPECTED);
        expect(seen.problems).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(CONTAINERS)('%s: its first packet cut at each byte gives no other one', async (_, bytes) => {
    for (let length = 0; length < Math.min(bytes.length, 200); length++) {
      const cut = await readCapture(bytes.subarray(0, length), 300);
      expect(cut.packets, `${length} bytes`).toEqual(EXPECTED.slice(0, cut.packets.length));
    }
  });

  it('cut at any byte gives the same packets up to the cut, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCapture,
        fc.nat(),
        fc.integer({ min: 1, max: 300 }),
        async ([[, bytes], [, pack]], place, piece) => {
          const packed = pack(bytes);
          const cut = await readCapture(packed.subarray(0, place % packed.length), piece);
          expect(cut.packets).toEqual(EXPECTED.slice(0, cut.packets.length));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(CONTAINERS)('%s loses no packet that lies before the cut', async (_, bytes) => {
    const { tables } = await readCapture(bytes);
    const ends = EXPECTED.map(([, captured = 0], row) => tables.packets.offset(row) + captured);
    for (let cut = 60; cut < bytes.length; cut += 7) {
      const { packets: seen, code } = await readCapture(bytes.subarray(0, cut));
      // Behind a packet may stand its padding, or the length of its block.
      const whole = ends.filter((end) => end + 40 <= cut).length;
      if (code === undefined) expect(seen.length).toBeGreaterThanOrEqual(whole);
      else expect(whole).toBe(0);
    }
  });
});
