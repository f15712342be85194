import { fstatSync, statSync } from 'node:fs';
import type { CaptureSummary } from '../core/model/capture-info.ts';
import type { ByteStream } from '../core/model/reader.ts';
import type { Analysis } from '../core/pipeline.ts';
import { openInput } from './input.ts';
import type { Report } from './report.ts';

/** What goes on beside the reading of a capture. */
export interface ReadingSteps {
  /** Called after each piece. True: stop here. */
  onPiece?(): boolean;
  /** Waited for before each piece: lets the output catch up. */
  drain?(): Promise<void>;
}

/** Reads one capture into the analysis and reports what is wrong with it; undefined if nothing of it could be read. */
export async function readCapture(
  analysis: Analysis,
  path: string,
  report: Report,
  steps: ReadingSteps = {},
): Promise<CaptureSummary | undefined> {
  const input = openInput(path);
  const source: ByteStream = {
    next: async () => {
      await steps.drain?.();
      return input.next();
    },
  };
  const name = path === '-' ? 'standard input' : path;
  const reply = await analysis.read(source, name, sizeOf(path), { onPiece: () => steps.onPiece?.() ?? false });
  input.close();
  if (input.refusal !== undefined) report.failure({ code: 'unreadable', detail: input.refusal }, name);
  else if (!reply.ok) report.failure(reply.failure, name);
  if (!reply.ok) return undefined;
  const summary = { ...analysis.summary(), fileBytes: input.bytesRead };
  report.problems(summary, name);
  return summary;
}

/** Bytes of the file, which only help to plan; 0 where the system does not say. */
function sizeOf(path: string): number {
  try {
    return path === '-' ? fstatSync(0).size : statSync(path).size;
  } catch {
    // Reading will fail for the same reason, and say it.
    return 0;
  }
}
