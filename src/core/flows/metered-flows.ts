import type { Conversations } from './conversations.ts';
import type { FlowRecords } from './flow-records.ts';
import type { Ticks } from './ticks.ts';

/** What a meter leaves behind, as columns read it; rows are record numbers. */
export interface MeteredFlows {
  readonly records: FlowRecords;
  readonly conversations: Conversations;
  readonly ticks: Ticks;
}
