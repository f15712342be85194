import { expect, it } from 'vitest';
import { nextPosition } from '../../../src/state/actions/step-match.ts';
import { barsOf, mayBeSpread } from '../../../src/ui/panels/sequences/distribution/bar-words.ts';

const column = (id: string, kind: 'milliseconds' | 'integer' | 'text', unit = '') => ({
  id,
  kind,
  unit,
  label: id,
  group: 'Sequence',
  help: '',
  formula: '',
});

it('bars say where they stand and are filters', () => {
  const spread = { edges: [0.1, 0.15, 0.2], counts: [4, 1], missing: 0, logarithmic: false };
  expect(barsOf(spread, column('gap_ack', 'milliseconds', 'ms'))).toEqual([
    { range: '0.1 – 0.15 ms', count: 4, share: 1, filter: 'gap_ack >= 0.1 and gap_ack < 0.15' },
    { range: '0.15 – 0.2 ms', count: 1, share: 0.25, filter: 'gap_ack >= 0.15 and gap_ack < 0.2' },
  ]);
});

it('are offered for numbers, not for numbers of rows', () => {
  const shown = [column('match', 'integer'), column('class', 'text'), column('port', 'integer')].filter(mayBeSpread);
  expect(shown.map(({ id }) => id)).toEqual(['port']);
});

it('steps begin at the first or last of the list, and end there', () => {
  expect([nextPosition(-1, 1, 3), nextPosition(-1, -1, 3), nextPosition(0, 1, 3)]).toEqual([0, 2, 1]);
  expect([nextPosition(2, 1, 3), nextPosition(0, -1, 3), nextPosition(-1, 1, 0), nextPosition(-1, -1, 0)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
