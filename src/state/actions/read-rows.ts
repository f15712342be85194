import type { Reply } from '../../core/model/failure.ts';
import type { RowWindow } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';
import { buildQuestion } from '../question.ts';
import { getState } from '../store.ts';
import { descriptionOf, viewOf } from '../tables.ts';

/** The first packets of the selected flow, in the order of the file; without one, of those that the Packets panel shows. */
export async function readPacketRows(
  columns: readonly string[],
  count: number,
): Promise<{ readonly flow: number | undefined; readonly reply: Reply<RowWindow> }> {
  const state = getState();
  const { filter } = viewOf(state, 'packets');
  const flow = state.flow ?? state.flowFilter;
  const limits = { range: undefined, matchFilter: undefined, flowFilter: flow };
  const shown =
    flow === undefined
      ? buildQuestion(descriptionOf(state, 'packets'), { filter, sort: undefined }, state, state.shown['packets'])
      : buildQuestion(descriptionOf(state, 'packets'), { filter: '', sort: undefined }, limits);
  return { flow, reply: await engine().data.rows({ question: shown, columns, from: 0, count }) };
}
