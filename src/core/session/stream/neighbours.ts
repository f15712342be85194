import { isSameConversation } from '../../flows/flow-rows.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import { ACK, SYN } from '../../streams/segment.ts';
import type { CaptureTables } from '../../tables.ts';

const TCP = 6;

/** Flows in which a connection began, or goes on. */
interface Neighbours {
  readonly earlier?: FlowIndex;
  readonly later?: FlowIndex;
}

/**
 * The nearest flows of the same conversation before and after a flow, which time-outs have cut off from it. Of TCP they are left out
 * if the later of the two begins with a SYN: that is another connection.
 */
export function neighboursOf(tables: CaptureTables, flow: FlowIndex): Neighbours {
  const firstOf = (other: FlowIndex): PacketIndex => tables.extent(other).first;
  const first = firstOf(flow);
  let earlier: FlowIndex | undefined;
  let later: FlowIndex | undefined;
  for (let other = 0; other < tables.flowCount; other++) {
    if (other === flow || !isSameConversation(tables.meter, flow, other)) continue;
    const start = firstOf(other);
    if (start < first && (earlier === undefined || start > firstOf(earlier))) earlier = other;
    if (start > first && (later === undefined || start < firstOf(later))) later = other;
  }
  return {
    ...(earlier !== undefined && !opens(tables, first) && { earlier }),
    ...(later !== undefined && !opens(tables, firstOf(later)) && { later }),
  };
}

/** True if a packet asks for a TCP connection. */
function opens({ packets }: CaptureTables, row: PacketIndex): boolean {
  return packets.protocol[row] === TCP && (packets.tcpFlags[row] & (SYN | ACK)) === SYN;
}
