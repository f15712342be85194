import { describe, expect, it } from 'vitest';
import { NO_NEEDS } from '../../../src/core/model/event-needs.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { fileAt, offsetInFile } from '../../../src/core/model/places.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** Packets of each of two files; by time they take turns. */
const COUNT = 200;

function fileOf(source: string, firstMs: number): Uint8Array<ArrayBuffer> {
  const lines = Array.from({ length: COUNT }, (_, at) => {
    const seconds = ((firstMs + 2 * at) / 1000).toFixed(3);
    return `${seconds} ${source}:5000 > 10.0.0.9:53 UDP ${firstMs + 2 * at}`;
  });
  return pcap(packets(lines.join('\n')));
}

const FILES = [fileOf('10.0.0.1', 1), fileOf('10.0.0.2', 2)];

async function openBoth(): Promise<{ session: CaptureSession; reads: () => number }> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const inputs = FILES.map((bytes, at) => ({ stream: byteStream(bytes), name: `${at}`, fileBytes: bytes.length }));
  await new CaptureReading(tables).readAll(inputs, 'time');
  tables.finish();
  let reads = 0;
  const session = new CaptureSession(tables, {
    read: (place, length) => {
      reads++;
      const at = offsetInFile(place);
      return Promise.resolve(FILES[fileAt(place)].subarray(at, at + length));
    },
  });
  return { session, reads: () => reads };
}

describe('packets of two files that take turns', () => {
  it('are read together for an export', async () => {
    const { session, reads } = await openBoth();
    const reply = await session.export(
      { format: 'pcapng', question: { table: 'packets', filter: '' } },
      { take: () => undefined, pause: () => Promise.resolve(false) },
    );
    expect(reply).toMatchObject({ ok: true, value: { rows: 2 * COUNT } });
    expect(reads()).toBe(FILES.length);
  });

  it('are read together for the payloads of events', async () => {
    const { session, reads } = await openBoth();
    const { payload, payloadStart } = await session.eventBatch(1, 0, 2 * COUNT, { ...NO_NEEDS, payload: true });
    const lengths = Array.from(
      { length: 2 * COUNT },
      (_, at) => (payloadStart?.[at + 1] ?? 0) - (payloadStart?.[at] ?? 0),
    );
    expect(lengths).toEqual(Array.from({ length: 2 * COUNT }, (_, at) => at + 1));
    expect(payload).toHaveLength(lengths.reduce((sum, length) => sum + length, 0));
    expect(reads()).toBe(FILES.length);
  });
});
