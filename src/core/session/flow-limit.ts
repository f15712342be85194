import type { CaptureTables } from '../tables.ts';

/** Which rows of the flow table `max_nflows` keeps: the first flows that ended, so many. undefined: all. */
export function flowLimit({ flows, parameters }: CaptureTables): ((flow: number) => boolean) | undefined {
  const { maxNflows } = parameters;
  const id = flows.columns.get('id');
  if (maxNflows === 0 || id?.type !== 'number') return undefined;
  return (flow) => {
    const at = id.number(flow);
    return at >= 0 && at < maxNflows;
  };
}
