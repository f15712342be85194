import { beforeAll, describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** Packets of the one flow: more than explanations work out. */
const COUNT = 4_500_000;

let session: CaptureSession;
let tables: CaptureTables;

/** A flow of two packets, whose packets are then many more by the tables themselves: nobody reads so many in a test. */
beforeAll(async () => {
  const bytes = pcap(packets('0.0 10.0.0.1:5 > 10.0.0.2:80 UDP 10\n0.001 10.0.0.2:80 > 10.0.0.1:5 UDP 20'));
  tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const flow = new Int32Array(COUNT);
  const timeNs = Float64Array.from({ length: COUNT }, (_, row) => row * 1e6);
  const marks = Uint8Array.from({ length: COUNT }, (_, row) => row & 1);
  Object.defineProperties(tables.packets, {
    length: { value: COUNT },
    flow: { value: flow },
    timeNs: { value: timeNs },
    marks: { value: marks },
  });
  tables.extent = () => ({ first: 0, last: COUNT - 1, count: COUNT });
  session = new CaptureSession(tables, { read: () => Promise.reject(new Error('no bytes here')) });
});

describe('a flow of very many packets', () => {
  it('has a detail of bounded size', () => {
    const reply = session.flow(0);
    if (!reply.ok) throw new Error(reply.failure.detail);
    const { forward, backward, both, series, histogram, firstPacket, lastPacket } = reply.value;
    expect([forward.count, backward.count, both.count]).toEqual([COUNT / 2 - 1, COUNT / 2 - 1, COUNT - 1]);
    expect([forward.meanMs, both.meanMs]).toEqual([2, 1]);
    expect(series.total).toBe(COUNT - 2);
    expect(series.packet.length).toBeLessThanOrEqual(4000);
    expect(histogram.forward.reduce((sum, count) => sum + count, 0)).toBe(COUNT / 2 - 1);
    expect([firstPacket, lastPacket]).toEqual([0, COUNT - 1]);
  });

  it('says of its features that they are not worked out, with the value of the meter', async () => {
    const reply = session.explain(0, 'bidirectional_bytes');
    expect(reply).toMatchObject({
      ok: true,
      value: { worked: [], limited: expect.stringContaining('for flows of up to') as unknown },
    });
    const value = tables.flows.columns.get('bidirectional_bytes');
    if (reply.ok && value?.type === 'number') expect(reply.value.result).toBe(value.number(0));
    const rows = await session.rows(
      { table: 'packets', filter: '', flow: 0, feature: 'bidirectional_bytes' },
      0,
      10,
      [],
    );
    expect(rows).toMatchObject({ ok: false, failure: { code: 'bad-question' } });
  });
});
