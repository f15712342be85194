import type { FlowTrace, SizeName } from '../../flows/explain/trace.ts';
import { accountedSize, countedIpSize } from '../../metering.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { CaptureTables } from '../../tables.ts';
import { packetsOfFlow } from '../flow-packets.ts';
import { createClock } from './clock.ts';

/** Traces the packets of a flow. */
export function traceFlow(tables: CaptureTables, flow: number): FlowTrace {
  const { packets, parameters, meter } = tables;
  const rows = packetsOfFlow(tables, flow);
  const sizes = new Float64Array(rows.length);
  const directions = new Uint8Array(rows.length);
  const flags = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    sizes[at] = accountedSize(sizesOf(tables, row), parameters.accountingMode);
    directions[at] = packets.marks[row] & PacketMark.Backward;
    flags[at] = packets.tcpFlags[row];
  }
  return {
    flow,
    rows,
    ...clockAt(tables, rows),
    sizes,
    sizeAs: (name, at) => sizesOf(tables, rows[at])[name],
    directions,
    flags,
    clock: meter.ticks,
    parameters,
  };
}

/** Sizes of a packet in a flow. */
function sizesOf({ packets, parameters }: CaptureTables, row: number): Readonly<Record<SizeName, number>> {
  const v6 = (packets.marks[row] & PacketMark.Ipv6) !== 0;
  return {
    linkSize: packets.wireLength(row),
    ipSize: countedIpSize(packets.ipSize[row], v6, parameters),
    transportSize: packets.transportSize[row],
    payloadSize: packets.payloadSize[row],
  };
}

function clockAt(tables: CaptureTables, rows: Int32Array): Pick<FlowTrace, 'times' | 'late'> {
  const { flow, timeNs } = tables.packets;
  const clock = createClock(tables);
  const times = new Float64Array(rows.length);
  const late = new Uint8Array(rows.length);
  let at = 0;
  for (let row = 0; at < rows.length; row++) {
    if (flow[row] < 0) continue;
    clock.see(timeNs[row]);
    if (row !== rows[at]) continue;
    times[at] = clock.now();
    late[at] = clock.isAhead(timeNs[row]) ? 1 : 0;
    at++;
  }
  return { times, late };
}
