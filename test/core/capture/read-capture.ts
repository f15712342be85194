import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { Analysis } from '../../../src/core/pipeline.ts';
import { byteStream } from '../../bytes.ts';

/** What a reading has given: packets as time in ns, captured and wire length. */
export interface Reading {
  readonly analysis: Analysis;
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
  const analysis = new Analysis({ ...PAGE_DEFAULTS, ...parameters });
  const reply = await analysis.read(byteStream(bytes, pieceLength), 'test', bytes.length);
  analysis.finish();
  return readingOf(analysis, reply.ok ? undefined : reply.failure.code);
}

/** What an analysis has read. */
export function readingOf(analysis: Analysis, code?: string): Reading {
  const { packets: table } = analysis;
  const packets = Array.from({ length: table.length }, (_, row) => [
    table.timeNs[row] ?? 0,
    table.capturedLength(row),
    table.wireLength(row),
  ]);
  return { analysis, code, packets, problems: analysis.summary().problems.map((problem) => problem.code) };
}
