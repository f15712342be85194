import type { CaptureInterface, CaptureSummary, Compression } from '../model/capture-info.ts';
import type { FlowlessReason } from '../model/packet-table.ts';
import { ENDING_PROBLEMS, type Problem, type ProblemCode } from '../model/problem.ts';
import type { ContainerInfo } from '../model/reader.ts';

/** Problems that are kept with their place; more are counted. */
const MOST_PROBLEMS = 1000;
/** Most reasons of FlowlessReason. */
const REASONS = 16;

/** Counts what a summary tells, while a capture is read. */
export class CaptureFacts {
  container: ContainerInfo = { format: 'pcap', bigEndian: false, nanoseconds: false };
  compression: Compression = 'none';
  complete = false;
  stopped = false;
  packets = 0;
  wireBytes = 0;
  capturedBytes = 0;
  firstNs = 0;
  lastNs = 0;
  /** Time of the first packet: whole seconds, and nanoseconds within. */
  epochSeconds = 0;
  epochNanoseconds = 0;
  readonly flowless = new Array<number>(REASONS).fill(0);
  readonly interfaces: { linkType: number; snaplen: number; name?: string; packets: number }[] = [];
  private readonly problems: Problem[] = [];
  /** Problems that ended the reading are kept however many came before. */
  private readonly ending: Problem[] = [];
  private omitted = 0;

  constructor(
    readonly name: string,
    readonly fileBytes: number,
  ) {}

  addInterface(linkType: number, snaplen: number, name: string | undefined): void {
    this.interfaces.push(
      name === undefined ? { linkType, snaplen, packets: 0 } : { linkType, snaplen, name, packets: 0 },
    );
  }

  /** Counts a packet; returns its time relative to the first one, in ns. */
  addPacket(captured: number, wire: number, seconds: number, nanoseconds: number, interfaceNumber: number): number {
    if (this.packets === 0) {
      this.epochSeconds = seconds;
      this.epochNanoseconds = nanoseconds;
    }
    this.packets++;
    this.wireBytes += wire;
    this.capturedBytes += captured;
    const from = this.interfaces[interfaceNumber];
    from.packets++;
    const timeNs = (seconds - this.epochSeconds) * 1e9 + (nanoseconds - this.epochNanoseconds);
    if (timeNs > this.lastNs) this.lastNs = timeNs;
    else if (timeNs < this.firstNs) this.firstNs = timeNs;
    return timeNs;
  }

  addFlowless(reason: FlowlessReason): void {
    this.flowless[reason]++;
  }

  addProblem(code: ProblemCode, offset: number, facts: readonly number[]): void {
    const problem = { code, offset, packet: this.packets, facts };
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
    else if (ENDING_PROBLEMS.includes(code)) this.ending.push(problem);
    else this.omitted++;
  }

  /** A copy of what is known, ready to be sent. */
  summary(flows: number): CaptureSummary {
    const { name, fileBytes, container, compression, packets, wireBytes, capturedBytes, firstNs, lastNs } = this;
    const epoch = BigInt(this.epochSeconds) * 1_000_000_000n + BigInt(Math.floor(this.epochNanoseconds));
    return {
      name,
      fileBytes,
      ...container,
      compression,
      interfaces: this.interfaces.map((from): CaptureInterface => ({ ...from })),
      epochNs: packets > 0 ? epoch : undefined,
      firstNs,
      lastNs,
      packets,
      wireBytes,
      capturedBytes,
      flows,
      flowless: [...this.flowless],
      problems: [...this.problems, ...this.ending],
      problemsOmitted: this.omitted,
      complete: this.complete,
      stopped: this.stopped,
    };
  }
}
