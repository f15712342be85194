import { answered, failed, type Failure, type Reply } from '../src/core/model/failure.ts';
import { PcapFilter } from '../src/core/pcap-filter/pcap-filter.ts';

/** The packet filter of a reading. One that is not understood is left out, and `failure` says why. */
export interface UsedFilter {
  readonly filter: PcapFilter | undefined;
  readonly failure: Failure | undefined;
}

/** The filter of a pcap-filter text; none for an empty one. */
export function usedFilter(text: string): UsedFilter {
  if (text.trim() === '') return { filter: undefined, failure: undefined };
  const reply = PcapFilter.read(text);
  return reply.ok ? { filter: reply.value, failure: undefined } : { filter: undefined, failure: reply.failure };
}

/** Whether a pcap-filter text is understood and fits some link type. */
export function checkPacketFilter(text: string): Reply<true> {
  const { failure } = usedFilter(text);
  return failure === undefined ? answered(true) : failed(failure);
}
