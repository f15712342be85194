import { expect, it } from 'vitest';
import type { MatchSet } from '../../../src/core/model/match.ts';
import type { Question } from '../../../src/core/model/question.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';
import { packMatches } from '../../../src/core/relational/pack-matches.ts';
import { checkMatches } from '../../../src/core/relational/check-matches.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { unpackMatches } from '../../../src/core/relational/unpack-matches.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { batchOf } from '../relational/batches.ts';
import { handMade, NO_BYTES } from '../hand-made.ts';

/** Three flows: packets 0 1 3 6, 2 4 and 5. */
const FLOWS = [0, 0, 1, 0, 1, 2, 0];

/** Every packet but the last begins a pair with the next one, of whatever flow. */
const PAIRS = sequence('pair').starts('every').step('first', {}).step('second', {});

/** What a run finds that lists so many, as the data worker gets it. */
function found(listed: number): MatchSet {
  const run = RelationalRun.start(
    { exports: { PAIRS }, code: '', address: 'x' },
    {},
    { matches: listed, packets: 99, text: 99 },
  );
  if (!run.ok) throw new Error(run.failure.detail);
  run.value.feed(batchOf(FLOWS.map((flow, at) => `${at} a > b UDP flow=${flow}`).join('\n')));
  const set = run.value.finish();
  const checked = set.ok ? checkMatches(packMatches(set.value), FLOWS.length) : undefined;
  if (checked === undefined) throw new Error('not believed');
  return unpackMatches(checked, FLOWS.length);
}

function openSession(set: MatchSet): CaptureSession {
  const session = new CaptureSession(handMade(FLOWS.map((flow, at) => [at, [1, 1000 + flow], [2, 53], 10])), NO_BYTES);
  session.setMatches(set);
  return session;
}

async function flowsWith(session: CaptureSession, question: Partial<Question>): Promise<unknown> {
  const reply = await session.rows({ table: 'flows', filter: '', ...question }, 0, 9, ['matches']);
  return reply.ok ? [reply.value.rows, reply.value.cells.map(([cell]) => cell)] : reply.failure;
}

const BINS = { stretches: [{ fromNs: 0, toNs: 6e9, bins: 3 }] };

// Pairs 0-1 1-2 2-3 3-4 4-5 5-6; the last packet begins one that stays open.
it.each([99, 3, 0])('counts are complete by flow and over time when %i are listed', async (listed) => {
  const set = found(listed);
  expect([set.matches.length, set.omitted]).toEqual([Math.min(listed, 7), [Math.max(0, 7 - listed)]]);
  const session = openSession(set);
  expect(await flowsWith(session, {})).toEqual([
    [0, 1, 2],
    [5, 4, 2],
  ]);
  expect(await flowsWith(session, { filter: 'matches > 3', sort: { column: 'matches', descending: false } })).toEqual([
    [1, 0],
    [4, 5],
  ]);
  expect([...(session.timeBins(BINS).begun ?? [])]).toEqual([2, 2, 2]);
});

it('counts complete ones only, and once in a flow', async () => {
  const match = { flowClass: 0, fields: [] };
  const session = openSession(
    matchSetOf({
      classes: [{ name: 'A', completed: 1, incomplete: 1 }],
      matches: [
        { ...match, complete: true, packets: [0, 1, 3] },
        { ...match, complete: false, packets: [5] },
      ],
      omitted: [0],
    }),
  );
  expect(await flowsWith(session, { filter: 'matches > 0' })).toEqual([[0], [1]]);
});

it('are no column before the first run', async () => {
  const session = openSession(matchSetOf({ classes: [], matches: [], omitted: [] }));
  expect(await flowsWith(session, { filter: 'matches > 0' })).toMatchObject({ code: 'bad-question' });
  expect(session.timeBins(BINS).begun).toBeUndefined();
});
