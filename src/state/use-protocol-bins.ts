import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { ProtocolBins, ProtocolBinsRequest } from '../core/model/protocol-bins.ts';
import type { TimeRange } from '../core/model/question.ts';
import { readTimeBins } from './actions/time-bins.ts';
import { engine } from './engine-port.ts';
import { useTablesStamp } from './names.ts';

/** The longest silences of the open capture; undefined until they are known. */
export function useSilences(): readonly TimeRange[] | undefined {
  const stamp = useTablesStamp();
  const [silences, setSilences] = useState<readonly TimeRange[]>();
  useEffect(() => {
    let isWanted = true;
    void readTimeBins({ stretches: [] }).then((reply) => {
      if (isWanted && reply.ok) setSilences(reply.value.silences);
    });
    return () => void (isWanted = false);
  }, [stamp]);
  return silences;
}

/**
 * Counts over time by what packets are, anew when the tables change; those before stay until the next have come.
 * @param request the same object while it is the same; undefined: nothing is asked
 */
export function useProtocolBins(request: ProtocolBinsRequest | undefined): ProtocolBins | undefined {
  const stamp = useTablesStamp();
  const [bins, setBins] = useState<ProtocolBins>();
  const [ask] = useState(() =>
    newestOnly(async (wish: ProtocolBinsRequest) => {
      const reply = await engine().data.protocolBins(wish);
      if (reply.ok) setBins(reply.value);
    }),
  );
  useEffect(() => {
    if (request !== undefined) ask(request);
  }, [ask, request, stamp]);
  return bins;
}
