import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FilterAdvice } from '../../../src/core/model/filter-advice.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { offsetInFile } from '../../../src/core/model/places.ts';
import type { Question } from '../../../src/core/model/question.ts';
import type { TableId } from '../../../src/core/model/table.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, pcapng } from '../../fixtures/captures.ts';

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

let tables: CaptureTables;
let session: CaptureSession;
let reads: number;
/** Reads wait for this. */
let gate: Promise<void>;

beforeAll(async () => {
  tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
});

beforeEach(() => {
  reads = 0;
  gate = Promise.resolve();
  session = new CaptureSession(tables, {
    read: async (offset, length) => {
      reads++;
      await gate;
      return BYTES.subarray(offset, offset + length);
    },
  });
});

async function rowsOf(filter: string, table: TableId = 'packets'): Promise<readonly number[]> {
  const question: Question = { table, filter };
  const reply = await session.rows(question, 0, 100, []);
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value.rows;
}

describe('pcap-filters in questions', () => {
  it.each<[string, TableId, number[]]>([
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

  it('ends what is under way when it is told to, and answers when it is asked again', async () => {
    const asked = session.rows({ table: 'packets', filter: 'pcap "udp"' }, 0, 10, []);
    session.stopFilters();
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'stopped' } });
    expect(session.filterProgress()).toBeUndefined();
    expect(await rowsOf('pcap "udp"')).toEqual([3, 4]);
  });

  it('gives up expressions that many newer ones have overtaken', async () => {
    const filters = Array.from({ length: 8 }, (_, at) => `pcap "port ${at}"`);
    const replies = await Promise.all(filters.map((filter) => session.rows({ table: 'packets', filter }, 0, 10, [])));
    expect(replies.at(-1)).toMatchObject({ ok: true });
    expect(replies.filter((reply) => !reply.ok).map((reply) => !reply.ok && reply.failure.code)).not.toContain('bug');
  });

  it('answers a filter of more expressions than are kept', async () => {
    const many = Array.from({ length: 12 }, (_, at) => `pcap "port ${at}"`).join(' or ');
    expect(await rowsOf(`pcap "arp" or ${many}`)).toEqual([2]);
    expect(await rowsOf(`not pcap "tcp" and not (${many})`)).toEqual([2, 3, 4]);
  });

  it('answers for all packets when the capture grows between two expressions', async () => {
    const growing = new CaptureTables(PAGE_DEFAULTS);
    let readOn = (): void => undefined;
    const second = new Promise<void>((resolve) => {
      readOn = resolve;
    });
    const late = byteStream(BYTES);
    const next = async (): Promise<Uint8Array | undefined> => {
      await second;
      return late.next();
    };
    const whole = new CaptureReading(growing).readAll(
      [
        { stream: byteStream(BYTES), name: 'first', fileBytes: BYTES.length },
        { stream: { next }, name: 'second', fileBytes: BYTES.length },
      ],
      'list',
    );
    await new Promise((resolve) => setImmediate(resolve));
    let calls = 0;
    session = new CaptureSession(growing, {
      read: async (offset, length) => {
        // The second file comes when the second expression is begun.
        if (++calls === 2) readOn();
        if (calls === 2) await whole;
        return BYTES.subarray(offsetInFile(offset), offsetInFile(offset) + length);
      },
    });
    expect(growing.packets.length).toBe(6);
    await rowsOf('pcap "tcp"');
    expect([calls, growing.packets.length]).toEqual([1, 6]);
    expect(await rowsOf('pcap "tcp" or pcap "udp"')).toEqual([0, 1, 3, 4, 5, 6, 7, 9, 10, 11]);
    growing.finish();
  });

  it('knows the link type of more interfaces than two bytes can number', async () => {
    const [syn] = packets('0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN');
    const last = 70_000;
    const interfaces = Array.from({ length: last + 1 }, (_, at) => ({ linkType: at === last ? 1 : 147 }));
    const list = [5, last, 6].map((number) => ({ ...syn, interface: number }));
    const bytes = pcapng(list, interfaces);
    const large = new CaptureTables(PAGE_DEFAULTS);
    await new CaptureReading(large).read(byteStream(bytes), 'large', bytes.length);
    large.finish();
    expect([...large.packets.interface].slice(0, 3)).toEqual([5, last, 6]);
    session = new CaptureSession(large, {
      read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    });
    expect(await rowsOf('pcap "tcp"')).toEqual([1]);
  });

  it('stops when another capture is wanted', async () => {
    session.close();
    const reply = await session.rows({ table: 'packets', filter: 'pcap "tcp"' }, 0, 1, []);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'stopped' } });
    expect(reads).toBe(0);
  });

  it('helps with a filter', () => {
    const adviceOf = (filter: string, caret: number): FilterAdvice => {
      const advice = session.filterAdvice('packets', filter, caret);
      if (!advice.ok) throw new Error(advice.failure.detail);
      return advice.value;
    };
    const advice = adviceOf('pcap "tcp port 443" and le', 26);
    expect(advice.explanations).toEqual(['Packets from or to TCP port 443.']);
    expect(advice.completions.map(({ text }) => text)).toContain('length');
    expect(adviceOf('protocol = ', 11).completions.map(({ text }) => text)).toContain('TCP');
    const flow = session.flowFilters(1);
    expect(flow.ok && 'text' in flow.value.pcap && flow.value.pcap.text).toContain('ip proto 17');
    expect(session.flowFilters(99)).toMatchObject({ ok: false });
  });
});
