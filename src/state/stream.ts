import { create } from 'zustand';
import { useEffect, useState } from 'react';
import { JobCounter } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { StreamForm, StreamPart, StreamPlace, StreamReading } from '../core/model/stream.ts';
import type { FlowIndex } from '../core/model/units.ts';
import { engine } from './engine-port.ts';
import { useKeys } from './keys.ts';
import { useStore } from './store.ts';

/** The flow whose stream is on screen, and which part of it; undefined: none is. */
export interface Followed {
  readonly flow: FlowIndex;
  readonly place: StreamPlace;
  /** Absent: as it was sent. */
  readonly reading?: StreamReading;
}

/** What is followed, and whether decrypted where that works: the next stream is shown alike. */
export const useFollowed = create<{ readonly followed: Followed | undefined; readonly form: StreamForm }>()(() => ({
  followed: undefined,
  form: 'best',
}));

/** Shows a part of a flow's stream; undefined: takes it away. */
export function setFollowed(followed: Followed | undefined): void {
  useFollowed.setState({ followed });
}

/** A part of a stream, once it is here. */
export interface PartAnswer {
  readonly part: StreamPart | undefined;
  readonly failure: Failure | undefined;
  /** Another one is on its way. */
  readonly pending: boolean;
}

const NONE = { part: undefined, failure: undefined };

/** The part of a stream that is asked for, anew when the capture has been read to its end. */
export function useStreamPart({ flow, place, reading = 'sent' }: Followed): PartAnswer {
  const phase = useStore((state) => state.session.phase);
  const form = useFollowed((state) => state.form);
  const keys = useKeys((state) => state.version);
  const [kept, setKept] = useState<Omit<PartAnswer, 'pending'> & { readonly of: StreamPlace | undefined }>({
    ...NONE,
    of: undefined,
  });
  const [jobs] = useState(() => new JobCounter());
  useEffect(() => {
    const job = jobs.begin();
    void engine()
      .data.stream(flow, place, form, reading)
      .then((reply) => {
        if (!jobs.isNewest(job)) return;
        setKept(reply.ok ? { ...NONE, part: reply.value, of: place } : { ...NONE, failure: reply.failure, of: place });
      });
    return () => void jobs.begin();
  }, [jobs, flow, place, phase, form, reading, keys]);
  const isOld = kept.part !== undefined && (kept.part.flow !== flow || kept.part.reading !== reading);
  return { ...(isOld ? NONE : kept), pending: kept.of !== place };
}
