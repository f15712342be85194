import { describe, expect, it } from 'vitest';
import { joined, packets, type TestPacket } from '../../fixtures/captures.ts';
import { erf } from '../../fixtures/containers.ts';
import { readCapture } from './read-capture.ts';

const LIST = packets(`
  0.000000001 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.999999999 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  1.000000000 10.0.0.1:5000 > 10.0.0.2:443 ACK
`);
const bare = (packet: TestPacket | undefined, before: number[] = []): TestPacket => ({
  timeNs: packet?.timeNs ?? 0n,
  bytes: Uint8Array.from([...before, ...(packet?.bytes.subarray(14) ?? [])]),
});

describe('ERF', () => {
  it('has times to the nanosecond', async () => {
    const { packets: seen, tables } = await readCapture(erf(LIST));
    expect(seen.map(([time]) => time)).toEqual([0, 999_999_998, 999_999_999]);
    expect(tables.summary()).toMatchObject({ format: 'erf', nanoseconds: true, epochNs: 1_700_000_000_000_000_001n });
  });

  it('is IPv4 without a link layer, PPP or Cisco HDLC by its first bytes, each an interface', async () => {
    const [first, second, third] = LIST;
    const bytes = joined(
      erf([bare(first)], { type: 22 }),
      erf([bare(second, [0xff, 0x03, 0x00, 0x21])], { type: 1 }),
      erf([bare(third, [0x0f, 0x00, 0x08, 0x00])], { type: 1, port: 1 }),
    );
    const { tables } = await readCapture(bytes);
    const { interfaces } = tables.summary();
    expect(interfaces.map(({ linkType, name, packets: count }) => [linkType, name, count])).toEqual([
      [228, 'port 0', 1],
      [50, 'port 0', 1],
      [104, 'port 1', 1],
    ]);
  });

  it('skips padding and records about the card', async () => {
    const [first, ...rest] = LIST;
    const other = { timeNs: first?.timeNs ?? 0n, bytes: new Uint8Array(24) };
    const bytes = joined(erf([first ?? other]), erf([other], { type: 48 }), erf([other], { type: 27 }), erf(rest));
    const { packets: seen, problems } = await readCapture(bytes);
    expect(seen).toHaveLength(LIST.length);
    expect(problems).toEqual([]);
  });

  it('keeps what the card received damaged, and says so', async () => {
    const bytes = Buffer.from(erf(LIST));
    bytes[9] = (bytes[9] ?? 0) | 0x10; // rxerror of the first record
    const { packets: seen, problems } = await readCapture(bytes);
    expect(seen).toHaveLength(LIST.length);
    expect(problems).toEqual(['received-damaged']);
  });

  it('is not taken for something else', async () => {
    const times = joined(erf(LIST.slice(0, 1)), erf([{ ...bare(LIST[1]), timeNs: 5_000_000_000n }]), erf(LIST));
    for (const bytes of [new Uint8Array(4096), times, Buffer.from('0'.repeat(4096)), Buffer.from(' '.repeat(500))]) {
      expect((await readCapture(bytes)).code).toBe('not-a-capture');
    }
  });
});
