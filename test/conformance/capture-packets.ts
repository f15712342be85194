import { openCapture } from '../../src/core/capture/open.ts';
import type { RecordSink } from '../../src/core/model/reader.ts';
import { fileStream } from '../bytes.ts';

/** One packet of a capture, by itself. */
export interface CapturedPacket {
  readonly bytes: Uint8Array;
  readonly wire: number;
  readonly linkType: number;
}

/** The first packets of a capture file. */
export async function capturePackets(path: string, most = Infinity): Promise<readonly CapturedPacket[]> {
  const packets: CapturedPacket[] = [];
  const linkTypes: number[] = [];
  const sink: RecordSink = {
    interface: (linkType) => linkTypes.push(linkType) - 1,
    packet(bytes, start, captured, wire, _seconds, _nanoseconds, _offset, interfaceNumber) {
      if (packets.length >= most) return false;
      packets.push({ bytes: bytes.slice(start, start + captured), wire, linkType: linkTypes[interfaceNumber] });
      return true;
    },
    comment: () => undefined,
    note: () => undefined,
    problem: () => undefined,
  };
  const opened = await openCapture(fileStream(path), sink);
  if (!opened.ok) throw new Error(`${path}: ${opened.failure.code}`);
  const { reader, stream, rest } = opened.value;
  for (let piece: Uint8Array | undefined = rest; piece !== undefined; piece = await stream.next()) {
    if (!reader.push(piece) || packets.length >= most) break;
  }
  return packets;
}
