import { PacketMark, type PacketTable } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { UnreadableBytes } from '../../model/unreadable.ts';
import { DatagramStream } from '../../streams/datagram-stream.ts';
import { FragmentJoiner, type Joined } from '../../streams/fragment-joiner.ts';
import { readSegment } from '../../streams/segment.ts';
import type { StreamSink } from '../../streams/stream-sink.ts';
import { TcpStream } from '../../streams/tcp-stream.ts';
import type { CaptureTables } from '../../tables.ts';
import { FragmentFinder } from '../fragments/find-fragment.ts';
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

/** What puts a flow's packets together, IP fragments too; `first` is its first packet. */
export function feedOf(tables: CaptureTables, first: PacketIndex, sink: StreamSink): FlowFeed {
  const { packets } = tables;
  const flow = packets.flow[first];
  const isTcp = packets.protocol[first] === TCP;
  const inside = isTcp ? segmentFeed(packets, sink) : datagramFeed(packets, sink);
  const finder = new FragmentFinder(tables);
  /** Of packets that are in a tunnel whose own packets are in fragments: where in those their transport header stands. */
  const within = new Map<PacketIndex, number>();
  const joiner = new FragmentJoiner((joined) => {
    if (packets.flow[joined.first] !== flow) return;
    const at = within.get(joined.first);
    within.delete(joined.first);
    if (at === undefined) inside.take(joined.first, joined.bytes, joined);
    else inside.take(joined.first, joined.bytes.subarray(at, at + packets.transportSize[joined.first]));
  });
  const takeOwn = (row: PacketIndex, bytes: Uint8Array): void => {
    const around = finder.goesOn(row) ? finder.findAround(row, bytes) : undefined;
    if (around === undefined) return inside.take(row, bytes.subarray(packets.transportOffset[row]));
    within.set(row, around.inside);
    joiner.add(around.fragment);
  };
  return {
    transport: isTcp ? 'TCP' : 'datagrams',
    packet: (row, bytes) => {
      const fragment = finder.find(row, bytes, 0, bytes.length);
      if (fragment !== undefined) joiner.add(fragment);
      else if (packets.flow[row] === flow) takeOwn(row, bytes);
    },
    finish: () => {
      joiner.finish();
      inside.finish();
    },
  };
}

/** Takes packets from their transport header on; `joined`: what was put together from fragments. */
interface TransportFeed {
  take(row: PacketIndex, transport: Uint8Array, joined?: Joined): void;
  finish(): void;
}

const wayOf = ({ marks }: PacketTable, row: PacketIndex): Way => ((marks[row] & PacketMark.Backward) === 0 ? 0 : 1);

function headerOf({ transportSize, payloadSize }: PacketTable, row: PacketIndex): number {
  return transportSize[row] - payloadSize[row];
}

function segmentFeed(packets: PacketTable, sink: StreamSink): TransportFeed {
  const stream = new TcpStream(sink);
  return {
    take: (row, transport, joined) => {
      const header = headerOf(packets, row);
      // What is missing of a segment may be sent again.
      const length =
        joined === undefined ? packets.transportSize[row] : joined.isWhole ? joined.length : transport.length;
      const segment = readSegment(row, wayOf(packets, row), transport, Math.max(0, length - header), header);
      if (segment !== undefined) stream.add(segment);
    },
    finish: () => stream.finish(),
  };
}

function datagramFeed(packets: PacketTable, sink: StreamSink): TransportFeed {
  const stream = new DatagramStream(sink);
  return {
    take: (row, transport, joined) => {
      const header = headerOf(packets, row);
      const size = joined === undefined ? packets.payloadSize[row] : joined.length - header;
      if (size <= 0 || packets.transportOffset[row] === 0) return;
      const why = joined?.isWhole === false ? 'fragments' : 'cut';
      stream.add(row, wayOf(packets, row), transport.subarray(header, header + size), size, why);
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
