import type { Column } from '../../src/core/model/column.ts';
import { PacketMark, type FlowlessReason, type PacketTable } from '../../src/core/model/packet-table.ts';
import { DECODINGS, NFSTREAM_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import { packetReason } from '../../src/core/packets/table/packet-rows.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus } from '../corpora.ts';

/** Seconds that no capture lasts: a flow is then all packets of its 7-tuple, as in tools that have no time-outs. */
const FOR_EVER = 1e9;

/** Changes of the parameters that switch both time-outs off. */
export const NO_TIMEOUTS: Partial<MeterParameters> = { idleTimeout: FOR_EVER, activeTimeout: FOR_EVER };

/** The same with all tunnels and link types that are known, and with whatever else other tools look at. */
export const OPENED: Partial<MeterParameters> = {
  ...NO_TIMEOUTS,
  decode: DECODINGS,
  sctpPorts: true,
  laterFragments: true,
  repairLengths: true,
};

/** A packet of a flow, as the packet table has it. */
export interface FlowPacket {
  readonly row: number;
  /** Nanoseconds since 1970. */
  readonly timeNs: bigint;
  /** Where its bytes begin in the file. */
  readonly offset: number;
  readonly captured: number;
  /** Bytes of the innermost IP packet, header included: IPv4 total length, IPv6 payload length + 40. */
  readonly ip: number;
  /** Bytes behind the IP headers, and behind the transport header. */
  readonly transport: number;
  readonly payload: number;
  readonly tcpFlags: number;
  /** 0 as the flow's first packet, 1 back. */
  readonly direction: 0 | 1;
}

/** A flow and its packets, in the order of the file. */
export interface PacketFlow {
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly destinationIp: string;
  readonly destinationPort: number;
  readonly protocol: number;
  readonly vlan: number;
  readonly packets: readonly FlowPacket[];
}

/** A capture's flows, and what became of each of its packets. */
export interface FlowedCapture {
  readonly flows: readonly PacketFlow[];
  /** Packet at this place of the file: its flow, or -1 and the reason; undefined if no packet begins there. */
  at(offset: number): { readonly flow: number; readonly reason: FlowlessReason } | undefined;
}

/** Reads and meters a file of the corpora; undefined if it is no capture. */
export async function flowsOf(
  file: string,
  changes: Partial<MeterParameters> = {},
): Promise<FlowedCapture | undefined> {
  const tables = new CaptureTables({ ...NFSTREAM_DEFAULTS, everyInterface: true, ...changes });
  const read = await new CaptureReading(tables).read(fileStream(corpus(`captures/${file}`) ?? ''), file, 0);
  if (!read.ok) return undefined;
  tables.finish();
  const { packets, sources } = tables;
  const rowAt = new Map<number, number>();
  for (let row = 0; row < packets.length; row++) rowAt.set(packets.offset(row), row);
  return {
    flows: packetFlows(tables),
    at(offset) {
      const row = rowAt.get(offset);
      return row === undefined ? undefined : { flow: packets.flow[row] ?? -1, reason: packetReason(sources, row) };
    },
  };
}

function packetFlows(tables: CaptureTables): PacketFlow[] {
  const { packets, flows } = tables;
  const epochNs = tables.summary().epochNs ?? 0n;
  const lists = Array.from({ length: flows.length }, (): FlowPacket[] => []);
  for (let row = 0; row < packets.length; row++) {
    lists[packets.flow[row] ?? -1]?.push(flowPacket(packets, row, epochNs));
  }
  const number = (id: string): ((row: number) => number) => reader(flows.columns.get(id), 'number').number;
  const text = (id: string): ((row: number) => string) => {
    const column = reader(flows.columns.get(id), 'dictionary');
    return (row) => column.text(column.code(row));
  };
  const sourceIp = text('src_ip');
  const destinationIp = text('dst_ip');
  const numbers = ['src_port', 'dst_port', 'protocol', 'vlan_id'].map(number);
  return lists.map((list, flow) => {
    const [sourcePort = 0, destinationPort = 0, protocol = 0, vlan = 0] = numbers.map((read) => read(flow));
    const ends = { sourceIp: sourceIp(flow), sourcePort, destinationIp: destinationIp(flow), destinationPort };
    return { ...ends, protocol, vlan, packets: list };
  });
}

function flowPacket(packets: PacketTable, row: number, epochNs: bigint): FlowPacket {
  const marks = packets.marks[row] ?? 0;
  const ip = packets.ipSize[row] ?? 0;
  return {
    row,
    timeNs: epochNs + BigInt(Math.round(packets.timeNs[row] ?? 0)),
    offset: packets.offset(row),
    captured: packets.capturedLength(row),
    ip: (marks & PacketMark.Ipv6) !== 0 ? ip + 40 : ip,
    transport: packets.transportSize[row] ?? 0,
    payload: packets.payloadSize[row] ?? 0,
    tcpFlags: packets.tcpFlags[row] ?? 0,
    direction: (marks & PacketMark.Backward) !== 0 ? 1 : 0,
  };
}

function reader<T extends Column['type']>(column: Column | undefined, type: T): Extract<Column, { type: T }> {
  if (column?.type !== type) throw new Error(`There is no ${type} column like that.`);
  return column as Extract<Column, { type: T }>;
}
