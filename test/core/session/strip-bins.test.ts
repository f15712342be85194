import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { Question, TimeBins } from '../../../src/core/model/question.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const BYTES = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.100 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.400 ARP 10.0.0.1 > 10.0.0.2
  1.600 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  1.900 10.0.0.2:53 > 10.0.0.9:6000 UDP 90
  2.000 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 1000
`),
);

let session: CaptureSession;
/** Lets the reading of bytes that has begun go on. */
let goOn: () => void;
let reads: number;

beforeEach(async () => {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  reads = 0;
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    reads++;
    await gate;
    return BYTES.subarray(offset, offset + length);
  };
  session = new CaptureSession(tables, { read });
});

function binsOf(question: Partial<Question> | undefined, chosen: { flow?: number; packet?: number } = {}): TimeBins {
  const asked = question && { question: { table: 'packets', filter: '', ...question } };
  return session.timeBins({ stretches: [{ fromNs: 0, toNs: 2e9, bins: 2 }], ...asked, ...chosen });
}

describe('the strip', () => {
  it('tells the share of the packets that a filter keeps, and of those that a limit keeps', () => {
    const { packets: all, kept } = binsOf({ filter: 'protocol = UDP' });
    expect([...all]).toEqual([3, 3]);
    expect(kept).toMatchObject({ total: 2, rows: 2, known: 6, of: 6, packets: Float64Array.of(0, 2) });
    expect([...(kept?.bytes ?? [])]).toEqual([0, 73 + 132]);
    expect(binsOf({ flow: 0 }).kept?.packets).toEqual(Float64Array.of(2, 1));
    expect(binsOf(undefined).kept).toBeUndefined();
  });

  it('tells the packets of the flows that a filter keeps', () => {
    const { kept } = binsOf({ table: 'flows', filter: 'dst_port = 443' });
    expect(kept).toMatchObject({ total: 3, rows: 1, packets: Float64Array.of(2, 1) });
  });

  it('has no share of a filter that is not understood', () => {
    expect(binsOf({ filter: 'length >' }).kept).toBeUndefined();
    expect(binsOf({ table: 'nothing' }).kept).toBeUndefined();
  });

  it('marks what is selected', () => {
    expect(binsOf(undefined, { flow: 0 }).chosen).toEqual({ packets: Float64Array.of(2, 1), total: 3 });
    expect(binsOf(undefined, { packet: 3 }).packetNs).toBe(1.6e9);
    expect(binsOf(undefined, { flow: 9, packet: 9 })).not.toHaveProperty('chosen');
  });

  it('knows the silences', () => {
    expect(binsOf(undefined).silences[1]).toEqual({ fromNs: 1e8, toNs: 4e8 });
    expect(binsOf(undefined).silences).toContainEqual({ fromNs: 4e8, toNs: 1.6e9 });
  });

  it('does not wait for a filter that reads bytes: it says what is known, and the table has the whole answer', async () => {
    const filter = 'not pcap "udp"';
    expect(binsOf({ filter }).kept).toMatchObject({ total: 0, known: 0, of: 6 });
    const rows = session.rows({ table: 'packets', filter }, 0, 10, []);
    expect(binsOf({ filter }).kept).toMatchObject({ total: 0, known: 0, of: 6 });
    expect(binsOf({ table: 'flows', filter }).kept).toMatchObject({ total: 0, known: 0, of: 6 });
    goOn();
    expect(await rows).toMatchObject({ ok: true, value: { shown: 4 } });
    const before = reads;
    expect(binsOf({ filter }).kept).toMatchObject({ total: 4, known: 6, packets: Float64Array.of(3, 1) });
    expect(reads).toBe(before);
  });
});

describe('a filter with a range and a sort', () => {
  it('keeps what it keeps without them, within the range and in that order', async () => {
    const range = { fromNs: 1e8, toNs: 1.95e9 };
    const sort = { column: 'length', descending: true };
    const question = { table: 'packets', filter: 'length > 50', range, sort };
    expect(await session.rows(question, 0, 10, [])).toMatchObject({ ok: true, value: { rows: [4, 3, 1] } });
    const flows = { table: 'flows', filter: 'dst_port > 1', range: { fromNs: 1.5e9, toNs: 1.7e9 }, sort };
    const sorted = { ...flows, sort: { column: 'dst_port', descending: true } };
    expect(await session.rows(sorted, 0, 10, [])).toMatchObject({ ok: true, value: { rows: [1] } });
  });
});
