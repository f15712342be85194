import { beforeAll, describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { Cell, Question } from '../../../src/core/model/question.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { offsetInFile } from '../../../src/core/model/places.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** One host asks two others on several ports; one answers, one refuses. */
const BYTES = pcap(
  packets(`
    0.000 10.0.0.1:5000 > 10.0.0.2:80 SYN
    0.001 10.0.0.2:80 > 10.0.0.1:5000 SYN ACK
    0.002 10.0.0.1:5000 > 10.0.0.2:80 ACK
    0.003 10.0.0.1:5000 > 10.0.0.2:80 ACK PSH "GET / HTTP/1.1"
    0.010 10.0.0.1:5001 > 10.0.0.3:22 SYN
    0.011 10.0.0.3:22 > 10.0.0.1:5001 RST ACK
    0.020 10.0.0.1:5002 > 10.0.0.3:23 SYN
    0.021 10.0.0.3:23 > 10.0.0.1:5002 RST ACK
    0.030 10.0.0.2:6000 > 10.0.0.1:53 UDP "hello"
  `),
);

let session: CaptureSession;

beforeAll(async () => {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'made', BYTES.length);
  tables.finish();
  session = new CaptureSession(tables, {
    read: async (offset, length) => BYTES.subarray(offsetInFile(offset), offsetInFile(offset) + length),
  });
});

async function cells(question: Question, columns: string[]): Promise<readonly (readonly Cell[])[]> {
  const reply = await session.rows(question, 0, 100, columns);
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value.cells;
}

const flows = (change: Partial<Question>): Question => ({ table: 'flows', filter: '', ...change });

describe('groups of flows', () => {
  it('say of hosts with whom they talk, what they tried and what failed', async () => {
    const columns = ['host', 'count', 'begun', 'peers', 'ports', 'failed'];
    expect(await cells(flows({ group: ['host'], sort: { column: 'count', descending: true } }), columns)).toEqual([
      ['10.0.0.1', 4, 3, 2, 3, 2],
      ['10.0.0.2', 2, 1, 1, 1, 0],
      ['10.0.0.3', 2, 0, 1, 0, 2],
    ]);
  });

  it('are of the rows that the filter keeps', async () => {
    expect(
      await cells(flows({ filter: 'connection = refused', group: ['pair'] }), ['host_a', 'host_b', 'count']),
    ).toEqual([['10.0.0.1', '10.0.0.3', 2]]);
  });

  it('are filtered themselves, and the rows with the same filter are not taken for them', async () => {
    const sort = { column: 'count', descending: false };
    const question = flows({ group: ['host'], having: 'count > 2', sort });
    expect(await cells(question, ['host'])).toEqual([['10.0.0.1']]);
    expect(await cells(flows({ filter: 'src_port > 5500' }), ['src_ip'])).toEqual([['10.0.0.2']]);
    expect(await cells({ ...question, sort: { ...sort, descending: true } }, ['host'])).toEqual([['10.0.0.1']]);
  });

  it('tell what share of all bytes they have: what lies between two hosts counts for both', async () => {
    const shares = await cells(flows({ group: ['host'] }), ['host', 'bytes', 'share']);
    const all = Number((await cells(flows({ group: [] }), ['bytes']))[0]?.[0]);
    for (const [, bytes, share] of shares) expect(share).toBeCloseTo((100 * Number(bytes)) / all, 9);
    expect(shares.reduce((sum, [, , share]) => sum + Number(share), 0)).toBeCloseTo(200, 9);
  });

  it('have a picture of when they were, over the time of all', async () => {
    const reply = await session.rows(flows({ group: ['dst_port'] }), 0, 9, ['dst_port', 'activity']);
    if (!reply.ok) throw new Error(reply.failure.detail);
    const busy = reply.value.activity?.map((counts) => counts.flatMap((count, bin) => (count > 0 ? [bin] : [])));
    // 30 ms in 48 parts: port 80 for 3 ms, 22 and 23 for 1 ms from 10 and 20 ms on, 53 at the end.
    expect(busy).toEqual([[0, 1, 2, 3, 4], [16, 17], [32, 33], [47]]);
    const packets = await session.rows({ table: 'packets', filter: '', group: ['dst_port'] }, 0, 9, ['activity']);
    expect(packets.ok && packets.value.activity?.flat().reduce((sum, count) => sum + count)).toBe(9);
    const without = await session.rows(flows({ group: ['dst_port'] }), 0, 9, ['dst_port']);
    expect(without.ok && without.value.activity).toBeUndefined();
  });

  it('without a key are all rows together', async () => {
    expect(await cells(flows({ group: [] }), ['count', 'peers'])).toEqual([[4, 3]]);
  });

  it('of nothing are none, and of columns that there are not a failure', async () => {
    expect(await cells(flows({ filter: 'dst_port = 9', group: ['host'] }), ['host'])).toEqual([]);
    expect(await session.rows(flows({ group: ['nothing'] }), 0, 1, [])).toMatchObject({ ok: false });
  });

  it('have the packets of their rows', async () => {
    const pieces: unknown[] = [];
    const question = flows({ group: ['connection'], having: 'connection = refused' });
    const reply = await session.export(
      { question, format: 'pcap' },
      { take: (piece) => void pieces.push(piece), pause: () => Promise.resolve(false) },
    );
    expect(reply).toMatchObject({ ok: true, value: { rows: 4 } });
  });
});

describe('rows at positions of an order', () => {
  it('can be taken together', async () => {
    const sort = { column: 'dst_port', descending: true };
    const slice = { first: 1, last: 2, sort };
    expect(await cells(flows({ slice }), ['dst_port'])).toEqual([[23], [53]]);
    expect(await cells(flows({ slice, group: [] }), ['count'])).toEqual([[2]]);
  });
});

describe('packets of flows that fit', () => {
  it('are those of the filter of flows, beside their own', async () => {
    const question: Question = { table: 'packets', filter: '', flows: 'connection = refused' };
    expect(await cells(question, ['number'])).toEqual([[5], [6], [7], [8]]);
    expect(await cells({ ...question, filter: 'flags contains RST' }, ['number'])).toEqual([[6], [8]]);
    expect(await cells({ ...question, flows: 'frame contains "GET"' }, ['number'])).toEqual([[1], [2], [3], [4]]);
  });

  it('fail with a filter that is not understood', async () => {
    const reply = await session.rows({ table: 'packets', filter: '', flows: 'nonsense = 1' }, 0, 1, []);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'bad-question' } });
  });
});
