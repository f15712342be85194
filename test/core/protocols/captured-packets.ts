import { openCapture } from '../../../src/core/capture/open.ts';
import type { RecordSink } from '../../../src/core/model/reader.ts';
import { fileStream } from '../../bytes.ts';

/** One packet of a capture, copied out of the reader's buffer. */
export interface CapturedPacket {
  readonly bytes: Uint8Array;
  readonly linkType: number;
  readonly wireLength: number;
}

/** All packets of a capture file; what cannot be read is left out. */
export async function readPackets(path: string): Promise<readonly CapturedPacket[]> {
  const packets: CapturedPacket[] = [];
  const linkTypes: number[] = [];
  const sink: RecordSink = {
    interface: (linkType) => linkTypes.push(linkType) - 1,
    packet: (bytes, start, captured, wireLength, _seconds, _nanoseconds, _offset, number) =>
      packets.push({ bytes: bytes.slice(start, start + captured), linkType: linkTypes[number] ?? -1, wireLength }) > 0,
    comment: () => undefined,
    note: () => undefined,
    problem: () => undefined,
  };
  const opened = await openCapture(fileStream(path), sink);
  if (!opened.ok) return packets;
  const { reader, stream, rest } = opened.value;
  let more = reader.push(rest);
  for (let piece = await stream.next(); more && piece !== undefined; piece = await stream.next())
    more = reader.push(piece);
  reader.end();
  return packets;
}
