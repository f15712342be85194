import { failed, type Reply } from '../../core/model/failure.ts';
import type { AddedColumns, AddedSummary, OperatorResults } from '../../core/model/operators.ts';
import type { ChosenRows } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';
import { notify } from '../notice.ts';
import { getState, setState } from '../store.ts';
import { beginMetering, followReading } from './reading.ts';

/**
 * Puts what operators of the code have made into the tables, in place of what is there; flows are metered again if plugins have
 * ended some. The failure is that of metering, or `stopped` if another capture has come between.
 */
export async function addResults(results: OperatorResults, packets: number): Promise<Reply<true>> {
  const { columns, starts, cuts } = results;
  const kept = columns.length + cuts.length === 0 && getState().added === undefined;
  const reply = kept ? undefined : await putColumns({ columns, starts, cuts });
  if (reply?.ok === false) return reply;
  setState({ added: summaryOf(results, packets) });
  return { ok: true, value: true };
}

/** Takes away all that code has added; flows end where they did before. */
export async function removeAdded(): Promise<void> {
  if (getState().added === undefined) return;
  const reply = await putColumns(undefined);
  if (!reply.ok) notify({ tone: 'danger', sentence: 'The columns of your code could not be taken away.' });
}

async function putColumns(added: AddedColumns | undefined): Promise<Reply<true>> {
  const { session, packet, flow, flowFilter } = getState();
  const job = session.phase === 'ready' ? beginMetering() : undefined;
  if (job === undefined || session.phase !== 'ready') return failed('bad-question', STILL_READ);
  const chosen: ChosenRows = { packet, flow, flowFilter };
  let refusal: Reply<true> = failed('stopped');
  const result = await followReading(
    job,
    session.summary.name,
    (onProgress) => engine().data.addColumns(added, chosen, onProgress),
    (answer) => answer.chosen,
    (failure) => {
      refusal = failed(failure);
      setState({ session, generation: getState().generation + 1 });
      return true;
    },
  );
  return result === undefined ? refusal : { ok: true, value: true };
}

const STILL_READ = 'The capture is still being read: run the code again when that is done.';

function summaryOf(results: OperatorResults, packets: number): AddedSummary {
  const { columns, operators, losses, lines, starts, cuts } = results;
  const count = (table: 'packets' | 'flows'): number => columns.filter(({ of }) => of === table).length;
  return {
    operators,
    losses,
    lines,
    packetColumns: count('packets'),
    flowColumns: count('flows'),
    packets,
    flows: starts.length,
    cuts: cuts.length,
  };
}
