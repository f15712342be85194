import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Expiration } from '../../../src/core/model/expiration.ts';
import type { MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { findEndings } from '../../../src/core/session/explain/endings.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { capture, settings } from '../flows/metered.ts';

/** Packets of three conversations with pauses, some of them closing TCP. */
const captures = fc
  .array(
    fc.record({
      pause: fc.constantFrom(0, 0.005, 0.02, 1, 4),
      ends: fc.constantFrom(
        '10.0.0.1:5 > 10.0.0.2:80',
        '10.0.0.2:80 > 10.0.0.1:5',
        '10.0.0.3:5 > 10.0.0.2:80',
        '10.0.0.4:5 > 10.0.0.2:80',
      ),
      flags: fc.constantFrom('SYN', 'SYN+ACK', 'ACK', 'FIN+ACK', 'RST'),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((packets) => {
    let time = 0;
    return capture(
      packets.map(({ pause, ends, flags }) => `${(time += pause).toFixed(3)} ${ends} ${flags}`).join('\n'),
    );
  });

const parameters: fc.Arbitrary<Partial<MeterParameters>> = fc.record({
  idleTimeout: fc.constantFrom(0, 1, 5),
  activeTimeout: fc.constantFrom(0, 3, 1800),
  timeResolution: fc.constantFrom('ms', 'us', 'ns'),
  endAtFinRst: fc.boolean(),
  keepDirection: fc.boolean(),
  directionFromSyn: fc.boolean(),
});

/** Number and reason of each flow as the table has them; an open flow has no number. */
function inTable({ flows }: CaptureTables): readonly (readonly [number, number])[] {
  const number = (id: string, row: number): number => {
    const column = flows.columns.get(id);
    if (column?.type !== 'number') throw new Error('This is no column of numbers.');
    return column.number(row);
  };
  return Array.from({ length: flows.length }, (_, row) => [number('id', row), number('expiration_id', row)] as const);
}

describe('how flows ended', () => {
  it('is found again from the packet table, while it is read and at its end', async () => {
    await fc.assert(
      fc.asyncProperty(captures, parameters, async (bytes, changes) => {
        const tables = new CaptureTables(settings(changes));
        const check = (): boolean => {
          const { id, reason } = findEndings(tables);
          expect(Array.from(id, (number, flow) => [number, reason[flow]])).toEqual(inTable(tables));
          return false;
        };
        await new CaptureReading(tables).read(byteStream(bytes, 100), 'test', bytes.length, { onPiece: check });
        tables.finish();
        check();
        const { packet } = findEndings(tables);
        packet.forEach((row, flow) => row >= 0 && expect(row).toBeGreaterThanOrEqual(tables.extent(flow).last));
      }),
    );
  });

  it('has the packet at which it was noticed, and the reason', async () => {
    const bytes = capture(`
      0 10.0.0.1:5 > 10.0.0.2:80 RST
      1 10.0.0.1:5 > 10.0.0.2:80 SYN
      2 10.0.0.3:5 > 10.0.0.2:80 ACK
      9 10.0.0.3:5 > 10.0.0.2:80 ACK
    `);
    const tables = new CaptureTables(settings({ idleTimeout: 5, endAtFinRst: true }));
    await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
    tables.finish();
    const { packet, reason } = findEndings(tables);
    expect([...packet]).toEqual([1, 3, 3, -1]);
    expect(reason).toEqual([Expiration.Closed, Expiration.Idle, Expiration.Idle, Expiration.Idle]);
  });
});
