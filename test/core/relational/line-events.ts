import { LineStore } from '../../../src/core/lines/line-store.ts';
import { eventNeeds } from '../../../src/core/model/event-needs.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import type { EventChoice } from '../../../src/core/relational/run-events.ts';
import { RecordBatches } from '../../../src/core/session/events/record-batches.ts';

/** All words that modules of tests use of lines. */
const CODE = 'number text stamp';

/** The lines of a text. */
export function linesOf(text: string): Promise<LineStore> {
  return LineStore.of(new TextEncoder().encode(text));
}

/** What a module finds in a log, with batches of two lines. Throws what the run fails with. */
export async function runOverLines(
  log: string,
  exports: Record<string, unknown>,
  choice: EventChoice & { readonly doubleTake?: boolean } = {},
  code = CODE,
): Promise<MatchSet> {
  const started = RelationalRun.start({ exports, code, address: '' }, choice);
  if (!started.ok) throw new Error(started.failure.detail);
  const run = started.value;
  if (run.sources.length !== 1 || run.sources[0] !== 'lines') throw new Error(`It looks at ${run.sources.join()}.`);
  const batches = new RecordBatches(await linesOf(log), 'lines', { ...eventNeeds(code), order: choice.order });
  for (let from = 0; ;) {
    const batch = batches.make(from, 2);
    const failure = run.feedRecords(batch);
    if (failure !== undefined) throw new Error(failure.detail);
    from += batch.count;
    if (batch.isLast) break;
  }
  const found = run.finish();
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

/** Lines of the matches, from 1. */
export function matchedLines({ matches }: MatchSet): readonly (readonly number[])[] {
  return [...matches].filter(({ complete }) => complete).map(({ packets }) => packets.map((line) => line + 1));
}
