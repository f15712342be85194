import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { Question, TableName } from '../../../src/core/model/question.ts';
import { Analysis } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const BYTES = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020 ARP 10.0.0.1 > 10.0.0.2
  0.500 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.600 10.0.0.2:53 > 10.0.0.9:6000 UDP 90
  2.000 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 1000
`),
);

let analysis: Analysis;
let session: CaptureSession;
let reads: number;
/** Reads wait for this. */
let gate: Promise<void>;

beforeAll(async () => {
  analysis = new Analysis(PAGE_DEFAULTS);
  await analysis.read(byteStream(BYTES), 'test', BYTES.length);
  analysis.finish();
});

beforeEach(() => {
  reads = 0;
  gate = Promise.resolve();
  session = new CaptureSession(analysis, {
    read: async (offset, length) => {
      reads++;
      await gate;
      return BYTES.subarray(offset, offset + length);
    },
  });
});

async function rowsOf(filter: string, table: TableName = 'packets'): Promise<readonly number[]> {
  const question: Question = { table, filter };
  const reply = await session.rows(question, 0, 100, []);
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value.rows;
}

describe('pcap-filters in questions', () => {
  it.each<[string, TableName, number[]]>([
    ['pcap "tcp port 443"', 'packets', [0, 1, 5]],
    ['pcap "tcp[tcpflags] & tcp-syn != 0" and not pcap "src port 443"', 'packets', [0]],
    ['pcap "host 10.0.0.1" and length > 100', 'packets', [5]],
    ['pcap "arp"', 'packets', [2]],
    ['pcap "udp"', 'flows', [1]],
    ['pcap "greater 1000" or packets = 2', 'flows', [0, 1]],
    ['pcap ""', 'packets', [0, 1, 2, 3, 4, 5]],
  ])('%s of %s', async (filter, table, rows) => expect(await rowsOf(filter, table)).toEqual(rows));

  it('reads the file once for an expression, whoever asks for it', async () => {
    await Promise.all([rowsOf('pcap "udp"'), rowsOf('pcap "udp" and length > 100'), rowsOf('pcap "udp"', 'flows')]);
    expect(reads).toBe(1);
    await rowsOf('pcap "udp" and length > 200');
    expect(reads).toBe(1);
  });

  it('finds the place of a fault in the filter', async () => {
    expect(session.checkFilter('packets', 'length > 5 and pcap "tcp port x\\"y"')).toMatchObject({
      ok: false,
      failure: { code: 'bad-question', offset: 31 },
    });
    expect(session.checkFilter('packets', 'pcap "ifname em0"')).toMatchObject({ ok: false, failure: { offset: 6 } });
    expect(session.checkFilter('matches', 'pcap "tcp"')).toMatchObject({ ok: false, failure: { offset: 5 } });
    expect(await session.rows({ table: 'packets', filter: 'pcap "tcp and"' }, 0, 1, [])).toMatchObject({ ok: false });
    expect(reads).toBe(0);
  });

  it('tells how far it has come, and works on the newest first', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const order: string[] = [];
    const asked = ['tcp', 'udp'].map(async (word) => {
      await rowsOf(`pcap "${word}"`);
      order.push(word);
    });
    await Promise.resolve();
    expect(session.filterProgress()).toEqual({ done: 0, total: 6 });
    open();
    await Promise.all(asked);
    expect(order).toHaveLength(2);
    expect(session.filterProgress()).toBeUndefined();
  });

  it('gives up expressions that many newer ones have overtaken', async () => {
    const filters = Array.from({ length: 8 }, (_, at) => `pcap "port ${at}"`);
    const replies = await Promise.all(filters.map((filter) => session.rows({ table: 'packets', filter }, 0, 10, [])));
    expect(replies.at(-1)).toMatchObject({ ok: true });
    expect(replies.filter((reply) => !reply.ok).map((reply) => !reply.ok && reply.failure.code)).not.toContain('bug');
  });

  it('helps with a filter', () => {
    const advice = session.filterAdvice('packets', 'pcap "tcp port 443" and le', 26);
    expect(advice.explanations).toEqual(['Packets from or to TCP port 443.']);
    expect(advice.completions.map(({ text }) => text)).toContain('length');
    expect(session.filterAdvice('packets', 'protocol = ', 11).completions.map(({ text }) => text)).toContain('TCP');
    const flow = session.flowFilters(1);
    expect(flow.ok && 'text' in flow.value.pcap && flow.value.pcap.text).toContain('ip proto 17');
    expect(session.flowFilters(99)).toMatchObject({ ok: false });
  });
});
