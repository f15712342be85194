import type { FlowIndex, PacketIndex } from './units.ts';

/**
 * What TCP's numbers say of a packet beside what its flow said before (RFC 9293, RFC 5681; docs/features.md has the rules). `gap`:
 * bytes before it are missing, lost or late; `out-of-order`: it brings some of those.
 */
export const TCP_NOTES = [
  'retransmission',
  'out-of-order',
  'gap',
  'duplicate-ack',
  'keep-alive',
  'zero-window',
  'reset',
] as const;

/** One of them. */
export type TcpNote = (typeof TCP_NOTES)[number];

/** What TCP says of some packets, and the flows that were not looked at. */
export interface NotedPackets {
  readonly notes: ReadonlyMap<PacketIndex, readonly TcpNote[]>;
  readonly unnoted: readonly FlowIndex[];
}
