import { create } from 'zustand';
import { useEffect, useState } from 'react';
import { JobCounter } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { LadderPart, LadderRequest } from '../core/model/ladder.ts';
import { engine } from './engine-port.ts';
import { useTablesStamp } from './names.ts';

/** What is drawn as a ladder over the page, and how it is called: "flow 12". */
export interface Drawn extends Omit<LadderRequest, 'from'> {
  readonly title: string;
}

/** What is drawn; undefined: nothing is. */
export const useDrawn = create<{ readonly drawn: Drawn | undefined }>()(() => ({ drawn: undefined }));

/** Draws packets as a ladder; undefined: takes it away. */
export function setDrawn(drawn: Drawn | undefined): void {
  useDrawn.setState({ drawn });
}

/** The parts of a ladder that are here, joined. */
export interface LadderAnswer {
  readonly ladder: LadderPart | undefined;
  readonly failure: Failure | undefined;
  /** Another part is on its way. */
  readonly pending: boolean;
  /** Asks for the packets that follow. */
  readonly goOn: () => void;
}

/** A ladder from its beginning on, anew when the worker's tables change; each `goOn` adds a part. */
export function useLadder({ question, rows }: Drawn): LadderAnswer {
  const stamp = useTablesStamp();
  const [ladder, setLadder] = useState<LadderPart>();
  const [failure, setFailure] = useState<Failure>();
  const [pending, setPending] = useState(true);
  const [jobs] = useState(() => new JobCounter());
  const ask = async (before: LadderPart | undefined): Promise<void> => {
    const job = jobs.begin();
    setPending(true);
    const from = before === undefined ? 0 : before.from + before.packets.length;
    const reply = await engine().data.ladder({ question, from, ...(rows && { rows }) });
    if (!jobs.isNewest(job)) return;
    setPending(false);
    setFailure(reply.ok ? undefined : reply.failure);
    if (reply.ok) setLadder(before === undefined ? reply.value : joined(before, reply.value));
  };
  useEffect(() => {
    void ask(undefined);
    return () => void jobs.begin();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ask` is another one in each render
  }, [question, rows, stamp]);
  return { ladder, failure, pending, goOn: () => void ask(ladder) };
}

function joined(before: LadderPart, next: LadderPart): LadderPart {
  return {
    ...next,
    from: before.from,
    packets: [...before.packets, ...next.packets],
    unnoted: [...new Set([...before.unnoted, ...next.unnoted])],
  };
}
