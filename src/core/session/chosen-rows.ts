import type { ChosenRows } from '../model/question.ts';
import type { PacketIndex } from '../model/units.ts';
import type { CaptureTables } from '../tables.ts';

/** Packets by which chosen rows are found again after flows have got other numbers. */
export interface Anchors {
  readonly packet: PacketIndex | undefined;
  readonly flow: PacketIndex | undefined;
  readonly flowFilter: PacketIndex | undefined;
}

/** A flow's anchor is the chosen packet if it is one of its own, else its first. */
export function anchorsOf(tables: CaptureTables, chosen: ChosenRows): Anchors {
  const { packet } = chosen;
  const anchorOf = (flow: number | undefined): PacketIndex | undefined => {
    if (flow === undefined || flow >= tables.flows.length) return undefined;
    const own = packet !== undefined && packet < tables.packets.length && tables.packets.flow[packet] === flow;
    return own ? packet : tables.extent(flow).first;
  };
  return { packet, flow: anchorOf(chosen.flow), flowFilter: anchorOf(chosen.flowFilter) };
}

/** The rows that now hold the anchors; undefined where there is no such packet, or it is in no flow any more. */
export function findAgain({ packets }: CaptureTables, anchors: Anchors): ChosenRows {
  const known = (packet: PacketIndex | undefined): packet is PacketIndex =>
    packet !== undefined && packet < packets.length;
  const flowAt = (packet: PacketIndex | undefined): number | undefined =>
    known(packet) && packets.flow[packet] >= 0 ? packets.flow[packet] : undefined;
  return {
    packet: known(anchors.packet) ? anchors.packet : undefined,
    flow: flowAt(anchors.flow),
    flowFilter: flowAt(anchors.flowFilter),
  };
}
