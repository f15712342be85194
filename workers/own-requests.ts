import type { WorkerRequest } from '../src/protocol/data.ts';

/** What this worker has asked of any host, as the browser has recorded it. */
export function ownRequests(): readonly WorkerRequest[] {
  return performance
    .getEntriesByType('resource')
    .filter(({ name }) => /^https?:/.test(name))
    .map(({ name, startTime }) => ({ address: name, at: performance.timeOrigin + startTime }));
}
