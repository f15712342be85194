import { openPacketFile } from '../core/export/open-packet-file.ts';
import type { PacketFile } from '../core/export/packet-file.ts';
import type { PacketFormat, PacketRecord } from '../core/model/export.ts';
import type { Failure } from '../core/model/failure.ts';
import { Analysis } from '../core/pipeline.ts';
import { describeCapture } from '../core/session/describe-capture.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import type { Output } from './output.ts';

/** A packet with its row, before its comments are known. */
type SeenPacket = Omit<PacketRecord, 'comments'> & { readonly row: number };

/** An analysis that shows each packet that it has taken, with its bytes, which are valid during the call only. */
export class WatchedAnalysis extends Analysis {
  constructor(
    parameters: MeterParameters,
    private readonly watch: (packet: SeenPacket) => void,
  ) {
    super(parameters);
  }

  override packet(...record: Parameters<Analysis['packet']>): boolean {
    if (!super.packet(...record)) return false;
    const [bytes, start, captured, wireLength, seconds, nanoseconds, , from] = record;
    const row = this.packets.length - 1;
    this.watch({ row, bytes: bytes.subarray(start, start + captured), wireLength, seconds, nanoseconds, from });
    return true;
  }
}

/**
 * Writes packets to a capture file while another one is read. Copies wait for the end of the piece that they came in:
 * comments follow their packet, and what an interface counts in is known then.
 */
export class CaptureOutput {
  /** Why a packet could not be written; nothing is written after it. */
  failure: Failure | undefined;
  readonly #file: PacketFile;
  readonly #output: Output;
  #waiting: SeenPacket[] = [];
  #described = '';

  constructor(format: PacketFormat, output: Output) {
    this.#output = output;
    this.#file = openPacketFile(format, (bytes) => output.writeBytes(bytes));
  }

  /** Packet comments that the format could not hold. */
  get commentsLeftOut(): number {
    return this.#file.commentsLeftOut;
  }

  get closed(): boolean {
    return this.#output.closed;
  }

  add(packet: SeenPacket): void {
    this.#waiting.push({ ...packet, bytes: packet.bytes.slice() });
  }

  /** Writes what waits. */
  write({ facts }: Analysis): void {
    this.#describe(facts);
    for (const packet of this.#waiting.splice(0))
      this.failure ??= this.#file.packet({ ...packet, comments: facts.packetComments.get(packet.row) ?? [] });
  }

  drain(): Promise<void> {
    return this.#output.drain();
  }

  end(): Promise<void> {
    this.#file.finish();
    return this.#output.end();
  }

  discard(): Promise<void> {
    return this.#output.discard();
  }

  /** Only when there is more than last time: it is a list of all there is. */
  #describe(facts: Analysis['facts']): void {
    const known = [facts.interfaces.length, facts.secrets.length, facts.names.size].join();
    if (known === this.#described) return;
    this.#described = known;
    this.#file.describe(describeCapture(facts));
  }
}
