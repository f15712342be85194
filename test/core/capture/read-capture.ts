import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';

/** What a reading has given: packets as time in ns, captured and wire length. */
export interface Reading {
  readonly tables: CaptureTables;
  /** Code of the failure, if nothing could be read. */
  readonly code: string | undefined;
  readonly packets: readonly (readonly number[])[];
  readonly problems: readonly string[];
}

/** Reads a capture in pieces of a length, with the page's parameters unless others are given. */
export async function readCapture(
  bytes: Uint8Array,
  pieceLength?: number,
  parameters: Partial<MeterParameters> = {},
): Promise<Reading> {
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, ...parameters });
  const reply = await new CaptureReading(tables).read(byteStream(bytes, pieceLength), 'test', bytes.length);
  tables.finish();
  return readingOf(tables, reply.ok ? undefined : reply.failure.code);
}

/** What an tables has read. */
export function readingOf(tables: CaptureTables, code?: string): Reading {
  const { packets: table } = tables;
  const packets = Array.from({ length: table.length }, (_, row) => [
    table.timeNs[row] ?? 0,
    table.capturedLength(row),
    table.wireLength(row),
  ]);
  return { tables, code, packets, problems: tables.summary().problems.map((problem) => problem.code) };
}
