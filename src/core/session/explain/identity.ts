import type { Column } from '../../model/column.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { Cell } from '../../model/question.ts';
import { packetAddress } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { cellOf } from '../cells.ts';
import { type Account, fedFrom, packetName } from './account.ts';
import { type FlowTrace, positionsOf } from './trace.ts';

const NO_MAC = '00:00:00:00:00:00';

/** A part of the flow's name: read from its first packet, or the same in all of them. Undefined for other columns. */
export function explainIdentity(tables: CaptureTables, trace: FlowTrace, column: Column): Account | undefined {
  const { id } = column.description;
  const end = id.startsWith('src_') ? 0 : id.startsWith('dst_') ? 1 : undefined;
  if (end !== undefined) return explainEnd(tables, trace, column, end);
  if (id === 'flow') return explainNumber(tables, trace);
  if (!KEY_PARTS.has(id)) return undefined;
  return explainKeyPart(tables, trace, column);
}

const KEY_PARTS = new Set(['protocol', 'protocol_name', 'ip_version', 'vlan_id', 'tunnel_id']);

/** Address, port, MAC address or maker of one end: what its first packet says. */
function explainEnd(tables: CaptureTables, trace: FlowTrace, column: Column, end: 0 | 1): Account {
  const { id } = column.description;
  const row = trace.rows[0];
  const opener = trace.directions[0];
  const side = opener === end ? 'sender' : 'receiver';
  const value = valueOfEnd(tables, row, id, (opener ^ end) as 0 | 1, column, trace.flow);
  return {
    result: value,
    worked: [`${side} of ${packetName(row)}, the flow’s first: ${value.toString()}`],
    notes: [...directionNotes(opener), ...oneKeyNotes(id)],
    fed: fedFrom(trace, { at: [0], roles: [{ at: 0, role: `first: its ${side}` }] }),
  };
}

/** `side`: 0 the packet's sender, 1 its receiver. */
function valueOfEnd(tables: CaptureTables, row: number, id: string, side: 0 | 1, column: Column, flow: number): Cell {
  const { addresses, links, packets, sources } = tables;
  const part = id.slice('src_'.length);
  if (part === 'ip') return addresses.text(packetAddress(sources, row, side));
  // Ports are those of the key, which options may fill with something else than ports.
  if (part === 'port') return cellOf(column, flow);
  const pair = packets.linkPair(row);
  const address = side === 0 ? links.source(pair) : links.destination(pair);
  const mac = address < 0 ? NO_MAC : addresses.text(address);
  return part === 'oui' ? mac.slice(0, 8) : mac;
}

function directionNotes(opener: number): string[] {
  if (opener === 0) return ['The source is the sender of the flow’s first packet.'];
  return [
    'The first packet goes back to the source: an option (keep the direction, direction from SYN) has turned it.',
  ];
}

function oneKeyNotes(id: string): string[] {
  if (id.endsWith('_mac') || id.endsWith('_oui'))
    return ['MAC addresses are not part of the key: later packets of the flow may have others.'];
  return [];
}

/** A part of the key that every packet of the flow has. */
function explainKeyPart(tables: CaptureTables, trace: FlowTrace, column: Column): Account {
  const { packets } = tables;
  const { id } = column.description;
  const row = trace.rows[0];
  const at = positionsOf(trace, 'both');
  const value = ((): Cell => {
    if (id === 'protocol') return packets.protocol[row];
    if (id === 'ip_version') return (packets.marks[row] & PacketMark.Ipv6) !== 0 ? 6 : 4;
    return cellOf(column, trace.flow);
  })();
  return {
    result: value,
    worked: [`part of the flow’s key: each of its packets has ${value.toString()}`],
    fed: fedFrom(trace, { at }),
  };
}

/** The flow's number: flows that began before it. */
function explainNumber(tables: CaptureTables, trace: FlowTrace): Account {
  const { flow, length } = tables.packets;
  let before = 0;
  for (let row = 0; row < length && row < trace.rows[0]; row++) if (flow[row] === before) before++;
  return {
    result: before,
    worked: [`${before} flows began before ${packetName(trace.rows[0])}: ${before}`],
    fed: fedFrom(trace, { at: [0], roles: [{ at: 0, role: 'first' }] }),
  };
}
