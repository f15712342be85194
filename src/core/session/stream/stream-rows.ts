import { FlowlessReason } from '../../model/packet-table.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { packetsOfFlow } from '../flow-packets.ts';

/** Later fragments come at most so long after the others, nanoseconds. */
const MOST_NS = 60e9;

/**
 * Packets that bring the stream of a flow: its own, and later IP fragments between its two ends, which are in no flow and may be of
 * others as well. The first is the flow's first; else they rise.
 */
export function rowsOfStream(tables: CaptureTables, flow: FlowIndex): Int32Array {
  return withFragments(tables, flow, packetsOfFlow(tables, flow));
}

/** The packets of a flow, of which the first comes first, with later IP fragments that may be of it. */
export function withFragments(tables: CaptureTables, flow: FlowIndex, own: Int32Array): Int32Array {
  const strays = strayFragments(tables, flow);
  if (strays.length === 0) return own;
  const all = new Int32Array(own.length + strays.length);
  all.set(own);
  all.set(strays, own.length);
  all.subarray(1).sort();
  return all;
}

/** Fragments in no flow that have both addresses of a flow, at its time. */
function strayFragments(tables: CaptureTables, flow: FlowIndex): readonly PacketIndex[] {
  const { strays, packets, metering } = tables;
  if (packets.protocol[tables.extent(flow).first] === 0 || strays.length === 0) return [];
  const [a, b] = [metering.ends.source(flow), metering.ends.destination(flow)];
  const { first, last } = tables.extent(flow);
  const [from, to] = [packets.timeNs[first] - MOST_NS, packets.timeNs[last] + MOST_NS];
  const found: PacketIndex[] = [];
  for (let at = 0; at < strays.length; at++) {
    if (strays.reason[at] !== (FlowlessReason.Fragment as number)) continue;
    const source = strays.source[at];
    const destination = strays.destination[at];
    const isBetween = (source === a && destination === b) || (source === b && destination === a);
    const time = packets.timeNs[strays.packet[at]];
    if (isBetween && time >= from && time <= to) found.push(strays.packet[at]);
  }
  return found;
}
