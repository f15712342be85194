import { needsBytes } from '../../core/model/event-needs.ts';
import type { OperatorResults } from '../../core/model/operators.ts';
import type { ReadingHooks } from '../../core/pipeline.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import type { TakeLine } from '../../core/relational/operators/line-writer.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { FlowsArguments, PacketsArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { codeForCapture, cutTables, reportResults, runOperators } from './code-columns.ts';

/** A capture, and what the operators of a module made of it. */
interface CaptureWithCode {
  readonly tables: CaptureTables;
  readonly results: OperatorResults;
}

interface Steps {
  /** Sees packets as they are read into these tables. */
  readonly tap?: (tables: CaptureTables) => ReadingHooks['tap'];
  readonly takeLine?: TakeLine;
}

/**
 * Reads a capture, runs a module's operators over it, and ends flows where plugins ended them; undefined if nothing of it could
 * be read. Throws UsageError for what is wrong with the code.
 */
export async function readForCode(
  path: string,
  codePath: string,
  { parameters, packetFilter }: FlowsArguments | PacketsArguments,
  report: Report,
  { tap, takeLine }: Steps = {},
): Promise<CaptureWithCode | undefined> {
  const code = await codeForCapture(codePath);
  const tables = new CaptureTables(parameters);
  const spool = new Spool();
  try {
    const bytesWanted = needsBytes(code.needs);
    const kept = bytesWanted ? spool : undefined;
    const sink = tap?.(tables);
    const steps = { spool: kept, packetFilter, ...(sink && { tap: sink }) };
    if ((await readCapture(new CaptureReading(tables), path, report, steps)) === undefined) return undefined;
    tables.finish();
    const results = bytesWanted
      ? await withBytes(path, tables.facts, spool, (source) => runOperators(tables, source, code, codePath, takeLine))
      : await runOperators(tables, spool, code, codePath, takeLine);
    reportResults(results, code, codePath, report);
    return { tables: await cutTables(tables, results, path, packetFilter), results };
  } finally {
    spool.close();
  }
}
