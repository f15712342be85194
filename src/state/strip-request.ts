import { useMemo } from 'react';
import type { BinStretch, Question, TimeBinsRequest } from '../core/model/question.ts';
import type { TableId } from '../core/model/table.ts';
import { LADDER_PANEL, type PanelId } from './panels.ts';
import { buildQuestion } from './question.ts';
import { useStore, type State } from './store.ts';
import { descriptionOf, viewOf } from './tables.ts';

/** The table in the middle of each panel that has one. */
const TABLE_OF_PANEL: Readonly<Partial<Record<PanelId, TableId>>> = {
  flows: 'flows',
  packets: 'packets',
  [LADDER_PANEL]: 'matches',
};

/**
 * What the table in view keeps, whenever and in whatever order; undefined if it keeps all, and while a capture is read:
 * a filter would be run over everything again for each bit that comes. The range is no part of it: the strip shows it
 * another way.
 */
export function stripQuestion(state: State): Question | undefined {
  const table = state.panel === 'groups' ? state.grouping.table : TABLE_OF_PANEL[state.panel];
  if (table === undefined || state.session.phase !== 'ready') return undefined;
  const { id, limits } = descriptionOf(state, table);
  const { filter } = viewOf(state, table);
  const question = buildQuestion(
    { id, limits },
    { filter, sort: undefined },
    { ...state, range: undefined },
    state.shown[id],
  );
  const isLimited = question.match !== undefined || question.flow !== undefined || question.flows !== undefined;
  return filter.trim() !== '' || isLimited ? question : undefined;
}

/** What the strip asks for: the table in view with its filter and limits, and what is selected in it. */
export function useStripRequest(stretches: readonly BinStretch[] | undefined): TimeBinsRequest | undefined {
  const question = useQuestionOfStrip();
  const flow = useStore((state) => (state.panel === 'flows' ? state.flow : undefined));
  const packet = useStore((state) => (state.panel === 'packets' ? state.packet : undefined));
  const match = useStore((state) => (state.panel === LADDER_PANEL ? state.match : undefined));
  return useMemo(
    () =>
      stretches && {
        stretches,
        ...(question !== undefined && { question }),
        ...(flow !== undefined && { flow }),
        ...(packet !== undefined && { packet }),
        ...(match !== undefined && { match }),
      },
    [stretches, question, flow, packet, match],
  );
}

/** The same object until the question is another one. */
function useQuestionOfStrip(): Question | undefined {
  const key = useStore((state) => {
    const question = stripQuestion(state);
    return question === undefined ? '' : JSON.stringify(question);
  });
  return useMemo(() => (key === '' ? undefined : (JSON.parse(key) as Question)), [key]);
}
