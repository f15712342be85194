import type { GapReason, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { StreamSink } from './stream-sink.ts';

/** The datagrams of a flow, a piece each, as they come: nothing is put in order, nothing is held. */
export class DatagramStream {
  private readonly next: [number, number] = [0, 0];

  constructor(private readonly sink: StreamSink) {}

  /**
   * @param length payload by the headers, at least as long as `bytes`
   * @param why the rest is missing
   */
  add(packet: PacketIndex, way: Way, bytes: Uint8Array, length: number, why: GapReason = 'cut'): void {
    const spot = { way, connection: 0, packet };
    const offset = this.next[way];
    if (bytes.length > 0) this.sink.bytes({ ...spot, offset }, bytes);
    const missing = length - bytes.length;
    if (missing > 0) this.sink.gap({ ...spot, offset: offset + bytes.length }, missing, why);
    this.next[way] = offset + length;
  }
}
