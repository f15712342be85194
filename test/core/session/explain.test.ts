import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src/core/model/explanation.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const BYTES = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020 ARP 10.0.0.1 > 10.0.0.2
  0.030 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "GET / HTTP/1.1"
  0.500 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.400 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 1000
  2.000 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 1000
  150.000 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  150.500 10.0.0.1:5000 > 10.0.0.2:443 ACK
`),
);

async function open(changes: Partial<MeterParameters> = {}): Promise<CaptureSession> {
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, ...changes });
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(BYTES.subarray(offset, offset + length));
  return new CaptureSession(tables, { read });
}

async function explain(flow: number, feature: string, changes: Partial<MeterParameters> = {}): Promise<Explanation> {
  const reply = (await open(changes)).explain(flow, feature);
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value;
}

/** Packet numbers, as the page shows them. */
const fed = ({ fed: { rows } }: Explanation): number[] => Array.from(rows, (row) => row + 1);

describe('what fed a feature', () => {
  it('is every size of its direction for a mean', async () => {
    const mean = await explain(0, 'dst2src_mean_ps');
    expect(fed(mean)).toEqual([2, 6, 7]);
    expect([...mean.fed.values]).toEqual([54, 1054, 1054]);
    expect(mean.worked).toEqual(['(54 + 1054 + 1054) / 3 = 2162 / 3', '= 720.6666666666666']);
    expect(mean.result).toBe(720.6666666666666);
    expect(mean.steps?.rows.map(([n, packet]) => [n, packet])).toEqual([
      ['1', '2'],
      ['2', '6'],
      ['3', '7'],
    ]);
  });

  it('is each gap with the packet from which it counts, by the clock that never goes back', async () => {
    const gap = await explain(0, 'bidirectional_max_piat_ms');
    expect(fed(gap)).toEqual([2, 4, 6, 7]);
    // Packet 6 is older than packet 5 of another flow, whose time it is given.
    expect([...gap.fed.values]).toEqual([10, 20, 470, 1500]);
    expect(Array.from(gap.fed.since ?? [], (row) => row + 1)).toEqual([1, 2, 4, 6]);
    expect(gap.fed.roles).toEqual([{ packet: 6, role: 'largest' }]);
    expect(gap.notes).toEqual([expect.stringContaining('packet 6 is older than a packet before')]);
    expect((await explain(0, 'dst2src_max_piat_ms')).fed.since).toEqual(Int32Array.of(1, 5));
  });

  it('is the packets with the flag', async () => {
    const push = await explain(0, 'bidirectional_psh_packets');
    expect([fed(push), push.result]).toEqual([[4, 6, 7], 3]);
    expect(push.worked).toEqual(['3 of 5 packets both ways have PSH set']);
  });

  it('is the first packet for the names of the ends', async () => {
    const source = await explain(0, 'src_ip');
    expect([source.result, fed(source)]).toEqual(['10.0.0.1', [1]]);
    expect(source.worked).toEqual(['sender of packet 1, the flow’s first: 10.0.0.1']);
  });

  it('is nothing for a direction without packets', async () => {
    const mean = await explain(1, 'dst2src_mean_ps');
    expect([mean.result, fed(mean), mean.worked]).toEqual([0, [], ['no values: 0']]);
  });
});

describe('why a flow ended', () => {
  it('is the next packet of its key, past the idle time-out', async () => {
    const end = await explain(1, 'expiration_id');
    expect(end.result).toBe(0);
    expect(end.worked[1]).toBe('149.5 s ≥ idle_timeout = 120 s: 0');
    expect(end.notes[0]).toContain('packet 8, came 149.5 s after the last one of this flow and began flow 2');
    expect(fed(end)).toEqual([5, 8]);
  });

  it('is the scan for idle flows, at a packet of another flow', async () => {
    const end = await explain(0, 'expiration_id');
    expect(end.worked[1]).toBe('148 s ≥ idle_timeout = 120 s: 0');
    expect(end.notes[0]).toContain('The scan for idle flows ended it at packet 8, of flow 2');
  });

  it('is the active time-out, counted from the first packet', async () => {
    const end = await explain(0, 'expiration_id', { activeTimeout: 1 });
    expect(end.result).toBe(1);
    expect(end.worked[1]).toBe('2 s ≥ active_timeout = 1 s: 1');
    expect(end.fed.roles.map(({ packet, role }) => [packet + 1, role])).toEqual([
      [1, 'first'],
      [7, 'ended the flow'],
    ]);
  });

  it('is the end of the capture', async () => {
    const end = await explain(3, 'expiration_id');
    expect(end.worked).toEqual(['open at the end of the capture: 0']);
    expect((await explain(3, 'id')).worked).toEqual(['3 flows ended before this one: 3']);
  });
});

describe('questions', () => {
  it('keep the packets that fed a feature, with filter and range beside', async () => {
    const session = await open();
    const question = { table: 'packets' as const, filter: '', flow: 0, feature: 'dst2src_mean_ps' };
    const all = await session.rows(question, 0, 10, []);
    expect(all.ok && all.value.rows).toEqual([1, 5, 6]);
    const some = await session.rows(
      { ...question, filter: 'length > 1000', range: { fromNs: 0, toNs: 1e9 } },
      0,
      10,
      [],
    );
    expect(some.ok && some.value.rows).toEqual([5]);
  });

  it('about what is not there are refused', async () => {
    const session = await open();
    expect(session.explain(0, 'nonsuch')).toMatchObject({ ok: false, failure: { code: 'bad-question' } });
    expect(session.explain(99, 'src_ip')).toMatchObject({ ok: false, failure: { code: 'bad-question' } });
    const rows = await session.rows({ table: 'packets', filter: '', flow: 0, feature: 'nonsuch' }, 0, 10, []);
    expect(rows).toMatchObject({ ok: false, failure: { code: 'bad-question' } });
  });

  it('place a packet in its flow', async () => {
    const session = await open();
    const detail = await session.packet(5);
    expect(detail.ok && detail.value.place).toEqual({
      position: 4,
      packets: 5,
      opener: 0,
      direction: 1,
      source: '10.0.0.1',
      destination: '10.0.0.2',
      sourcePort: 5000,
      destinationPort: 443,
    });
    const stray = await session.packet(2);
    expect(stray.ok && stray.value.place).toBeUndefined();
  });
});
