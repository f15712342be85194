import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { LadderPart, LadderRequest } from '../../../src/core/model/ladder.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';
import { describeFlow } from '../../../src/core/session/flow-detail.ts';

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../../../public/samples/${name}.pcap`, import.meta.url))));

async function open(bytes: Uint8Array, parameters = PAGE_DEFAULTS) {
  const tables = new CaptureTables(parameters);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  return { tables, session: new CaptureSession(tables, source) };
}

async function ladder(session: CaptureSession, request: Partial<LadderRequest>): Promise<LadderPart> {
  const reply = await session.ladder({ question: { table: 'packets', filter: '' }, from: 0, ...request });
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

const noted = ({ packets: list }: LadderPart): string[] =>
  list.flatMap(({ packet, notes = [] }) => notes.map((note) => `${packet + 1} ${note}`));

const TALK = `
  0.000 10.0.0.1:5000 > 10.0.0.2:80 SYN seq=100
  0.010 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK seq=500 ack=101
  0.020 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK seq=101 ack=501 "hello"
  0.025 10.0.0.9:53 > 10.0.0.2:99 UDP "x"
  0.030 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK seq=101 ack=501 "hello"
  0.040 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK seq=111 ack=501 "later"
  0.050 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK seq=106 ack=501 "world"
  0.060 10.0.0.2:80 > 10.0.0.1:5000 RST seq=501
`;

describe('a ladder', () => {
  it('has the packets that a question keeps, with what TCP’s numbers say of them', async () => {
    const { session } = await open(pcap(packets(TALK)));
    const all = await ladder(session, {});
    expect([all.total, all.from, all.packets.length]).toEqual([8, 0, 8]);
    expect(noted(all)).toEqual(['5 retransmission', '6 gap', '7 out-of-order', '8 reset']);
    // What came before a packet counts also where it is not drawn.
    const some = await ladder(session, { question: { table: 'packets', filter: 'number = 5 or number = 4' } });
    expect(some.packets.map(({ packet }) => packet)).toEqual([3, 4]);
    expect(noted(some)).toEqual(['5 retransmission']);
  });

  it('has chosen rows of a sorted table in the order of the capture', async () => {
    const { session } = await open(pcap(packets(TALK)));
    const question = { table: 'packets', filter: '', sort: { column: 'number', descending: true } };
    const chosen = await ladder(session, { question, rows: { first: 1, last: 3 } });
    expect(chosen.packets.map(({ packet }) => packet + 1)).toEqual([5, 6, 7]);
    expect((await ladder(session, { question, rows: { first: 6, last: 99 } })).total).toBe(2);
  });

  it('comes in parts, which joined are the whole', async () => {
    const { session } = await open(sample('lossy-transfer'));
    const first = await ladder(session, {});
    const second = await ladder(session, { from: first.packets.length });
    expect([first.packets.length, second.packets.length, second.from]).toEqual([500, 341, 500]);
    expect(await ladder(session, { from: 10_000 })).toMatchObject({ packets: [], total: 841 });
    expect([...first.packets, ...second.packets].map(({ packet }) => packet)).toEqual([...Array(841).keys()]);
  });

  it('counts what the flow’s own columns count', async () => {
    const { tables, session } = await open(sample('lossy-transfer'), {
      ...PAGE_DEFAULTS,
      features: ['retransmissions'],
    });
    const parts = [await ladder(session, {}), await ladder(session, { from: 500 })];
    const { columns, cells } = describeFlow(tables, 0);
    const cell = (id: string): unknown => cells[columns.findIndex((column) => column.id === id)];
    const count = (note: string): number => parts.flatMap(noted).filter((text) => text.endsWith(` ${note}`)).length;
    expect(count('retransmission')).toBeGreaterThan(10);
    expect(count('retransmission')).toBe(cell('bidirectional_retransmitted_packets'));
    expect(count('duplicate-ack')).toBe(cell('bidirectional_duplicate_ack_packets'));
    expect(count('gap')).toBe(cell('bidirectional_sequence_gap_packets'));
    expect(count('out-of-order')).toBe(cell('bidirectional_out_of_order_packets'));
  });

  it('tells the MAC addresses, also of packets in no flow, and refuses other tables', async () => {
    const { session } = await open(sample('dhcp'));
    const { packets: list } = await ladder(session, {});
    expect(list.every(({ macs }) => macs?.every((mac) => /^([\da-f]{2}:){5}[\da-f]{2}$/.test(mac)))).toBe(true);
    expect(list.some(({ protocol }) => protocol === 'ARP')).toBe(true);
    expect(await session.ladder({ question: { table: 'flows', filter: '' }, from: 0 })).toMatchObject({ ok: false });
  });
});
