import { type Account, fedFrom, packetName } from '../../flows/explain/account.ts';
import { type FlowTrace, positionsOf } from '../../flows/explain/trace.ts';
import type { Column } from '../../model/column.ts';
import { DOUBTS } from '../../model/doubts.ts';
import type { FlowFeature, Measured } from '../../model/flow-feature.ts';
import { PacketMark } from '../../model/packet-table.ts';
import { ACK, FIN, RST, setFlags, SYN } from '../../model/tcp-flags.ts';
import type { Cell } from '../../model/question.ts';
import { packetAddress } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { nameWords } from '../../model/name-words.ts';
import { cellOf } from '../cells.ts';
import { explainExpiration, explainId } from './lifetime.ts';

const NO_MAC = '00:00:00:00:00:00';

/** A part of the flow's name: read from its first packet, or the same in all of them. Undefined for other columns. */
export function explainIdentity(
  tables: CaptureTables,
  trace: FlowTrace,
  column: Column,
  { of, end, name }: FlowFeature,
): Account | undefined {
  if (of === 'host-name') return explainName(tables, trace, column, end === 'source' ? 0 : 1);
  if (end !== undefined) return explainEnd(tables, trace, column, of, end);
  if (of === 'number') return name === 'id' ? explainId(tables, trace) : explainNumber(tables, trace);
  if (of === 'ending') return explainExpiration(tables, trace);
  if (of === 'service') return explainService(trace, column);
  if (of === 'application') return explainApplication(tables, trace, column);
  if (of === 'state') return explainState(trace, column);
  if (of === 'tag') return explainTags(trace, column);
  if (of === 'doubt') return explainDoubt(tables, trace, column);
  return of === 'key' || of === 'tunnel' ? explainKeyPart(tables, trace, column) : undefined;
}

/** Address, port, MAC address or maker of one end: what its first packet says. */
function explainEnd(
  tables: CaptureTables,
  trace: FlowTrace,
  column: Column,
  of: Measured,
  end: 'source' | 'destination',
): Account {
  const row = trace.rows[0];
  const opener = trace.directions[0];
  const isSender = (opener === 0) === (end === 'source');
  const side = isSender ? 'sender' : 'receiver';
  // Ports are those of the key, which options may fill with something else than ports.
  const value = of === 'port' ? cellOf(column, trace.flow) : addressOfEnd(tables, row, of, isSender ? 0 : 1);
  return {
    result: value,
    worked: [`${side} of ${packetName(row)}, the flow’s first: ${value.toString()}`],
    notes: [...directionNotes(opener), ...oneKeyNotes(of)],
    fed: fedFrom(trace, { at: [0], roles: [{ at: 0, role: `first: its ${side}` }] }),
  };
}

/** `side`: 0 the packet's sender, 1 its receiver. */
function addressOfEnd(
  { addresses, links, packets, sources }: CaptureTables,
  row: number,
  of: Measured,
  side: 0 | 1,
): Cell {
  if (of === 'address') return addresses.text(packetAddress(sources, row, side));
  const pair = packets.linkPair(row);
  const address = side === 0 ? links.source(pair) : links.destination(pair);
  const mac = address < 0 ? NO_MAC : addresses.text(address);
  return of === 'oui' ? mac.slice(0, 8) : mac;
}

function directionNotes(opener: number): string[] {
  if (opener === 0) return ['The source is the sender of the flow’s first packet.'];
  return [
    'The first packet goes back to the source: an option (keep the direction, direction from SYN) has turned it.',
  ];
}

function oneKeyNotes(of: Measured): string[] {
  if (of === 'mac' || of === 'oui')
    return ['MAC addresses are not part of the key: later packets of the flow may have others.'];
  return [];
}

/** A part of the key that every packet of the flow has. */
function explainKeyPart(tables: CaptureTables, trace: FlowTrace, column: Column): Account {
  const { packets } = tables;
  const { id } = column.description;
  const row = trace.rows[0];
  const at = positionsOf(trace);
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

/** What the ports are registered for. */
function explainService(trace: FlowTrace, column: Column): Account {
  const value = cellOf(column, trace.flow);
  return {
    result: value,
    worked: [`the destination’s port, else the source’s, in IANA’s list: ${value.toString()}`],
    notes: ['By the number of the port alone: nothing of what was said has been looked at.'],
    fed: fedFrom(trace, { at: [0] }),
  };
}

/** What the flow was found to be: by the packets that were looked at, if their bytes told it. */
function explainApplication({ parameters }: CaptureTables, trace: FlowTrace, column: Column): Account {
  const looked = positionsOf(trace).slice(0, parameters.nDissections);
  return {
    result: cellOf(column, trace.flow),
    worked: [],
    notes: [
      `Told when the capture was read, by no more than the first ${looked.length} of the flow’s packets; the column Told by says by which.`,
    ],
    fed: fedFrom(trace, { at: looked }),
  };
}

/** Tags are read off other columns. */
function explainTags(trace: FlowTrace, column: Column): Account {
  const isOurs = column.description.id === 'tags';
  return {
    result: cellOf(column, trace.flow),
    worked: [],
    notes: [
      isOurs
        ? 'From the addresses of both ends, What it is, Told by, and JA4 of the flow.'
        : 'From the texts of both addresses, and whether the capture names an end outside.',
    ],
    fed: fedFrom(trace, { at: [0] }),
  };
}

/** How far the connection came: the packets that opened and closed it. */
function explainState(trace: FlowTrace, column: Column): Account {
  const value = cellOf(column, trace.flow);
  const turns = positionsOf(trace).filter((at) => at === 0 || (trace.flags[at] & (SYN | FIN | RST)) !== 0);
  const back = trace.directions.reduce((sum, direction) => sum + direction, 0);
  const packets = `${trace.rows.length - back} packets from the source, ${back} back`;
  return {
    result: value,
    worked: [`${packets}: ${value.toString() || 'none, the protocol has no connections'}`],
    notes: [
      'By the rule of Zeek’s conn_state, over the packets of this flow: one that a time-out has cut has more of it elsewhere.',
    ],
    fed: fedFrom(trace, { at: turns, roles: turns.map((at) => ({ at, role: flagWords(trace.flags[at]) })) }),
  };
}

/** "SYN and ACK"; of no flag "first". */
function flagWords(flags: number): string {
  const set = setFlags(flags & (SYN | FIN | RST | ACK));
  return set.length === 0 ? 'first' : set.join(' and ');
}

/** What was said of an end, where, and how long it holds. */
function explainName(tables: CaptureTables, trace: FlowTrace, column: Column, end: 0 | 1): Account {
  const told = tables.flowNames.told(trace.flow, end);
  return {
    result: cellOf(column, trace.flow),
    worked: [told === undefined ? 'Nothing that was read of the capture names this end.' : nameWords(told)],
    notes: ['By what the capture says of the address: nobody was asked.'],
    fed: fedFrom(trace, { at: [0] }),
  };
}

/** What every packet of the flow says against itself. */
function explainDoubt(tables: CaptureTables, trace: FlowTrace, column: Column): Account {
  const bits = tables.doubtsOf(trace.flow);
  const told = DOUBTS.filter(({ doubt }) => (bits & doubt) !== 0).map(({ sentence }) => sentence);
  return {
    result: cellOf(column, trace.flow),
    worked: told.length > 0 ? told : ['None of what is looked at speaks against all of its packets.'],
    fed: fedFrom(trace, { at: positionsOf(trace) }),
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
