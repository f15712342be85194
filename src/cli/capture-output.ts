import { openPacketFile } from '../core/export/open-packet-file.ts';
import type { PacketFile } from '../core/export/packet-file.ts';
import type { PacketFormat, PacketRecord } from '../core/model/export.ts';
import type { Failure } from '../core/model/failure.ts';
import type { RecordSink } from '../core/model/reader.ts';
import { describeCapture } from '../core/session/describe-capture.ts';
import type { CaptureTables } from '../core/tables.ts';
import type { Output } from './output.ts';

/** A packet with its row, before its comments are known. */
export type SeenPacket = Omit<PacketRecord, 'comments'> & { readonly row: number };

/** A sink before a reading's own that shows each packet which that has taken; its bytes are valid during the call only. */
export function watchedSink(
  sink: RecordSink,
  packets: { readonly length: number },
  watch: (packet: SeenPacket) => void,
): RecordSink {
  return {
    interface: (...words) => sink.interface(...words),
    comment: (comments) => sink.comment(comments),
    note: (note) => sink.note(note),
    problem: (...problem) => sink.problem(...problem),
    packet(...record) {
      if (!sink.packet(...record)) return false;
      const [bytes, start, captured, wireLength, seconds, nanoseconds, , from] = record;
      const row = packets.length - 1;
      watch({ row, bytes: bytes.subarray(start, start + captured), wireLength, seconds, nanoseconds, from });
      return true;
    },
  };
}

/**
 * Writes packets to a capture file while another one is read. Copies wait for the end of the piece that they came in:
 * comments follow their packet, and what an interface counts in is known then.
 */
export class CaptureOutput {
  /** Why a packet could not be written; nothing is written after it. */
  failure: Failure | undefined;
  private readonly file: PacketFile;
  private readonly output: Output;
  private waiting: SeenPacket[] = [];
  private described = '';

  constructor(format: PacketFormat, output: Output) {
    this.output = output;
    this.file = openPacketFile(format, (bytes) => output.writeBytes(bytes));
  }

  /** Packet comments that the format could not hold. */
  get commentsLeftOut(): number {
    return this.file.commentsLeftOut;
  }

  get closed(): boolean {
    return this.output.closed;
  }

  add(packet: SeenPacket): void {
    this.waiting.push({ ...packet, bytes: packet.bytes.slice() });
  }

  /** Writes what waits. */
  write({ facts }: CaptureTables): void {
    this.describe(facts);
    for (const packet of this.waiting.splice(0))
      this.failure ??= this.file.packet({ ...packet, comments: facts.packetComments.get(packet.row) ?? [] });
  }

  drain(): Promise<void> {
    return this.output.drain();
  }

  end(): Promise<void> {
    this.file.finish();
    return this.output.end();
  }

  discard(): Promise<void> {
    return this.output.discard();
  }

  /** Only when there is more than last time: it is a list of all there is. */
  private describe(facts: CaptureTables['facts']): void {
    const known = [facts.interfaces.length, facts.secrets.length, facts.names.size].join();
    if (known === this.described) return;
    this.described = known;
    this.file.describe(describeCapture(facts));
  }
}
