import { accountedSize, countedIpSize } from '../../metering.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { CaptureTables } from '../../tables.ts';
import { packetsOfFlow } from '../flow-packets.ts';
import { createClock } from './clock.ts';

/** A flow's packets as the meter saw them, in file order. Arrays are parallel. */
export interface FlowTrace {
  readonly flow: number;
  readonly rows: Int32Array;
  /** NFStream's clock at each packet, ticks. */
  readonly ticks: Float64Array;
  /** 1 where the clock stood later than the packet's own time. */
  readonly late: Uint8Array;
  /** Sizes by the accounting mode, bytes. */
  readonly sizes: Float64Array;
  /** 0 from the flow's source, 1 back. */
  readonly directions: Uint8Array;
  readonly flags: Uint8Array;
}

/** Traces the packets of a flow. */
export function traceFlow(tables: CaptureTables, flow: number): FlowTrace {
  const { packets } = tables;
  const rows = packetsOfFlow(tables, flow);
  const directions = Uint8Array.from(rows, (row) => packets.marks[row] & PacketMark.Backward);
  const flags = Uint8Array.from(rows, (row) => packets.tcpFlags[row]);
  const sizes = Float64Array.from(rows, (row) => accountedSize(sizesOf(tables, row), tables.parameters.accountingMode));
  return { flow, rows, ...clockAt(tables, rows), sizes, directions, flags };
}

/** Positions in the trace of one direction's packets; of all for scope "both". */
export function positionsOf({ rows, directions }: FlowTrace, scope: Scope): number[] {
  const positions: number[] = [];
  for (let at = 0; at < rows.length; at++) if (scope === 'both' || directions[at] === scope) positions.push(at);
  return positions;
}

/** Both directions, or one of them: 0 from the flow's source, 1 back. */
export type Scope = 'both' | 0 | 1;

/** The scope that a column is about, by its name. */
export function scopeOf(columnId: string): Scope {
  return columnId.startsWith('src2dst_') ? 0 : columnId.startsWith('dst2src_') ? 1 : 'both';
}

/** Sizes of a packet in a flow, as all four accounting modes count them but for the 16 bits of the link size. */
export function sizesOf({ packets, parameters }: CaptureTables, row: number): Readonly<Record<SizeName, number>> {
  const v6 = (packets.marks[row] & PacketMark.Ipv6) !== 0;
  return {
    linkSize: packets.wireLength(row),
    ipSize: countedIpSize(packets.ipSize[row], v6, parameters),
    transportSize: packets.transportSize[row],
    payloadSize: packets.payloadSize[row],
  };
}

export type SizeName = 'linkSize' | 'ipSize' | 'transportSize' | 'payloadSize';

function clockAt(tables: CaptureTables, rows: Int32Array): Pick<FlowTrace, 'ticks' | 'late'> {
  const { flow, timeNs } = tables.packets;
  const clock = createClock(tables);
  const ticks = new Float64Array(rows.length);
  const late = new Uint8Array(rows.length);
  let at = 0;
  for (let row = 0; at < rows.length; row++) {
    if (flow[row] < 0) continue;
    clock.see(timeNs[row]);
    if (row !== rows[at]) continue;
    ticks[at] = clock.now();
    late[at] = clock.isAhead(timeNs[row]) ? 1 : 0;
    at++;
  }
  return { ticks, late };
}
