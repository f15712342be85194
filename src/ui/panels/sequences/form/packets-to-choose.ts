import type { Failure } from '../../../../core/model/failure.ts';
import type { Cell } from '../../../../core/model/question.ts';
import { readPacketRows } from '../../../../state/actions/read-rows.ts';
import type { ChosenPacket } from './propose.ts';

/** Packets that are listed to choose from. */
export const MOST_PACKETS = 200;

/** What can be chosen from. */
export interface PacketsToChoose {
  readonly packets: readonly ChosenPacket[];
  /** How many there are. */
  readonly shown: number;
  /** The flow that they are of; undefined: they are those that the Packets panel shows. */
  readonly flow: number | undefined;
  readonly failure?: Failure;
}

const COLUMNS = ['time', 'src', 'src_port', 'dst', 'dst_port', 'protocol', 'payload', 'flags', 'flow', 'info'] as const;

/** The first packets of the selected flow; without one, of those that the Packets panel shows. */
export async function readPackets(): Promise<PacketsToChoose> {
  const { flow, reply } = await readPacketRows(COLUMNS, MOST_PACKETS);
  if (!reply.ok) return { packets: [], shown: 0, flow, failure: reply.failure };
  const { rows, cells, shown } = reply.value;
  return { packets: rows.map((packet, at) => packetOf(packet, cells[at] ?? [])), shown, flow };
}

function packetOf(packet: number, cells: readonly Cell[]): ChosenPacket {
  const cell = (name: (typeof COLUMNS)[number]): Cell => cells[COLUMNS.indexOf(name)] ?? '';
  const protocol = String(cell('protocol'));
  const flags = String(cell('flags'));
  return {
    packet,
    timeNs: Number(cell('time')),
    flow: Number(cell('flow')),
    source: String(cell('src')),
    destination: String(cell('dst')),
    sourcePort: Number(cell('src_port')),
    destinationPort: Number(cell('dst_port')),
    protocol,
    info: String(cell('info')),
    payloadLength: Number(cell('payload')),
    isTcp: protocol === 'TCP',
    flags: { syn: has(flags, 'SYN'), ack: has(flags, 'ACK'), fin: has(flags, 'FIN'), rst: has(flags, 'RST') },
  };
}

function has(flags: string, name: string): boolean {
  return flags.includes(name);
}
