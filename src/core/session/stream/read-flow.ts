import { PacketMark } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { UnreadableBytes } from '../../model/unreadable.ts';
import { DatagramStream } from '../../streams/datagram-stream.ts';
import { readSegment } from '../../streams/segment.ts';
import type { StreamSink } from '../../streams/stream-sink.ts';
import { TcpStream } from '../../streams/tcp-stream.ts';
import type { CaptureTables } from '../../tables.ts';
import { readPackets } from '../packet-bytes.ts';

const TCP = 6;
/** Packets that are read at once: so many, or as many as have so many bytes. */
const MOST_PACKETS = 1024;
const MOST_BYTES = 1024 * 1024;

/** The bytes of a flow’s packets, on their way to a sink. */
export interface FlowFeed {
  readonly transport: 'TCP' | 'datagrams';
  packet(row: PacketIndex, bytes: Uint8Array): void;
  /** No more packets come. */
  finish(): void;
}

/** What puts a flow's packets together; `first` is its first packet. */
export function feedOf({ packets }: CaptureTables, first: PacketIndex, sink: StreamSink): FlowFeed {
  const wayOf = (row: PacketIndex): Way => ((packets.marks[row] & PacketMark.Backward) === 0 ? 0 : 1);
  const headerOf = (row: PacketIndex): number => packets.transportSize[row] - packets.payloadSize[row];
  if (packets.protocol[first] === TCP) {
    const stream = new TcpStream(sink);
    return {
      transport: 'TCP',
      packet: (row, bytes) => {
        const transport = bytes.subarray(packets.transportOffset[row]);
        const segment = readSegment(row, wayOf(row), transport, packets.payloadSize[row], headerOf(row));
        if (segment !== undefined) stream.add(segment);
      },
      finish: () => stream.finish(),
    };
  }
  const stream = new DatagramStream(sink);
  return {
    transport: 'datagrams',
    packet: (row, bytes) => {
      const size = packets.payloadSize[row];
      if (size === 0 || packets.transportOffset[row] === 0) return;
      const from = packets.transportOffset[row] + headerOf(row);
      stream.add(row, wayOf(row), bytes.subarray(from, from + size), size);
    },
    finish: () => undefined,
  };
}

/**
 * Reads packets portion by portion and gives each its captured bytes, until `take` says that it has enough.
 * @param pause asked after each portion; true: stop
 * @returns how many rows were taken
 */
export async function readRows(
  { packets }: CaptureTables,
  source: ByteSource,
  rows: Int32Array,
  take: (row: PacketIndex, bytes: Uint8Array) => boolean,
  pause: (done: number) => boolean | Promise<boolean>,
): Promise<number> {
  for (let at = 0; at < rows.length;) {
    const portion: number[] = [];
    for (let size = 0; at + portion.length < rows.length && portion.length < MOST_PACKETS && size < MOST_BYTES;) {
      const row = rows[at + portion.length];
      portion.push(row);
      size += packets.capturedLength(row);
    }
    const pieces = await readPackets(source, packets, portion, Infinity);
    for (const [number, row] of portion.entries()) {
      if (pieces[number].length < packets.capturedLength(row))
        throw new UnreadableBytes(`Packet ${row + 1} is no longer in the file as it was.`);
      if (!take(row, pieces[number])) return at + number;
    }
    at += portion.length;
    if (await pause(at)) return at;
  }
  return rows.length;
}
