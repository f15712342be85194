import type { KeyColumn, TraceKeys } from '../../model/trace.ts';
import { packetAddress, packetPort, packetProtocolCode, packetProtocolText } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';

/** Chosen packets, rising, and the latest time up to each of them, of all packets. */
export interface KeyRows {
  readonly rows: Int32Array<ArrayBuffer>;
  readonly clockNs: Float64Array<ArrayBuffer>;
}

type Shares = (row: number) => boolean;

/** The packets that share a key with one, and that packet. Without a place for one of the columns it shares the key with none. */
export function keyRows(tables: CaptureTables, { packet, keys }: TraceKeys): KeyRows {
  const { length, timeNs } = tables.packets;
  const shares = keys.map((columns) => columns.map((column) => sharing(tables, column, packet)));
  const rows: number[] = [];
  const clocks: number[] = [];
  let clockNs = -Infinity;
  for (let row = 0; row < length; row++) {
    clockNs = Math.max(clockNs, timeNs[row]);
    if (row !== packet && !shares.some((all) => all.every((one) => one(row)))) continue;
    rows.push(row);
    clocks.push(clockNs);
  }
  return { rows: Int32Array.from(rows), clockNs: Float64Array.from(clocks) };
}

/** Whether packets have the same in a column as one of them. */
function sharing({ sources, packets }: CaptureTables, column: KeyColumn, packet: number): Shares {
  const { flow } = packets;
  const address = (row: number, side: 0 | 1): number => packetAddress(sources, row, side);
  switch (column) {
    case 'flow':
      return sameAs((row) => flow[row], packet);
    case 'src':
      return sameAs((row) => address(row, 0), packet);
    case 'dst':
      return sameAs((row) => address(row, 1), packet);
    case 'srcPort':
      return sameAs((row) => packetPort(sources, row, 0), packet);
    case 'dstPort':
      return sameAs((row) => packetPort(sources, row, 1), packet);
    case 'protocol':
      return sameAs((row) => packetProtocolText(sources, packetProtocolCode(sources, row)), packet);
    case 'hosts':
      return sameHosts(address, packet);
  }
}

function sameAs(read: (row: number) => number | string, packet: number): Shares {
  const own = read(packet);
  return (row) => read(row) === own;
}

function sameHosts(address: (row: number, side: 0 | 1) => number, packet: number): Shares {
  const [one, other] = [address(packet, 0), address(packet, 1)];
  return (row) => {
    const [source, destination] = [address(row, 0), address(row, 1)];
    return (source === one && destination === other) || (source === other && destination === one);
  };
}
