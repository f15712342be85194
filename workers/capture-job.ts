import type { KeyLog } from '../src/core/decrypt/key-log.ts';
import type { CaptureOrder } from '../src/core/model/capture-info.ts';
import { answered, failed, type Reply } from '../src/core/model/failure.ts';
import { meterCost, type MeterCost } from '../src/core/model/parameter-cost.ts';
import type { Cuts } from '../src/core/model/operators.ts';
import type { VendorTable } from '../src/core/names/vendor-table.ts';
import type { MeterParameters } from '../src/core/model/parameters.ts';
import type { ByteStream } from '../src/core/model/reader.ts';
import { CaptureReading } from '../src/core/pipeline.ts';
import { CaptureSession } from '../src/core/session/capture-session.ts';
import { CaptureTables } from '../src/core/tables.ts';
import type { MeteringInfo, NamedFile, OpenProgress, OpenResult } from '../src/protocol/data.ts';
import { Breath } from './breath.ts';
import { CaptureFiles } from './capture-files.ts';
import { hashesOf } from './file-hashes.ts';
import { mostTableBytes } from './memory.ts';
import { usedFilter, type UsedFilter } from './packet-filter.ts';

/** Progress is told this often at most, ms. */
const PROGRESS_INTERVAL = 100;

/** What a person has given beside captures: it is kept for all of them. */
interface Given {
  readonly keys: KeyLog;
  readonly vendors: VendorTable;
}

/** One capture being read, then open: its tables, its session, and a way to stop. */
export class CaptureJob {
  readonly tables: CaptureTables;
  readonly session: CaptureSession;
  private readonly bytes: CaptureFiles;
  private readonly breath = new Breath();
  private readonly packetFilter: UsedFilter;
  private stopped = false;
  private replaced = false;
  private finished = false;
  private toldFlows: Promise<unknown> | undefined;
  private taken = 0;
  private told = -Infinity;

  constructor(
    readonly files: readonly NamedFile[],
    private readonly order: CaptureOrder,
    parameters: MeterParameters,
    private readonly given: Given,
    cuts?: Cuts,
  ) {
    this.packetFilter = usedFilter(parameters.bpfFilter);
    const { filter } = this.packetFilter;
    const used = filter === undefined ? { ...parameters, bpfFilter: '' } : parameters;
    this.tables = new CaptureTables(used, undefined, cuts);
    this.bytes = new CaptureFiles(files);
    this.session = new CaptureSession(this.tables, this.bytes, undefined, given.keys, given.vendors);
  }

  /** Ends reading; what was read stays. */
  stop(): void {
    this.stopped = true;
  }

  /** Ends reading because another capture is wanted. */
  replace(): void {
    this.replaced = true;
    this.stopped = true;
    this.session.close();
  }

  /** The same capture, to be read again by other parameters, and with flows ended by plugins. */
  again(parameters: MeterParameters, cuts?: Cuts): CaptureJob {
    return new CaptureJob(this.files, this.order, parameters, this.given, cuts);
  }

  /** What the files are known by (file-hashes.ts). */
  fileHashes(isWanted: () => boolean): Promise<readonly (string | undefined)[]> {
    return hashesOf(this.files, isWanted);
  }

  /** What metering by other parameters would cost now; `recuts`: with flows ended by plugins. */
  meterCost(parameters: MeterParameters, recuts = false): MeterCost {
    const { tables, finished } = this;
    const { firstNs, lastNs } = tables.facts;
    const packets = tables.packets.length;
    const recut = recuts || tables.cuts !== undefined;
    return meterCost({ parameters: tables.parameters, finished, spanNs: lastNs - firstNs, packets, recut }, parameters);
  }

  /** Rejects (UnreadableBytes) if the files cannot be read again. */
  checkFiles(): Promise<void> {
    return this.bytes.check();
  }

  /** Resolves, always, when flows are what they are called: questions wait for it. undefined: they are. */
  get telling(): Promise<unknown> | undefined {
    return this.toldFlows;
  }

  /** Meters the packets by other parameters; only if that needs no more bytes than those of the first packets of flows. */
  async meterFromMemory(parameters: MeterParameters, cuts?: Cuts): Promise<Reply<OpenResult>> {
    this.session.meterAgain(parameters, cuts);
    const told = this.session.tellFlows(() => !this.replaced);
    this.toldFlows = told.then(
      () => (this.toldFlows = undefined),
      () => (this.toldFlows = undefined),
    );
    return (await told) ? answered(this.result()) : failed('stopped');
  }

  /** Reads the files. Bytes that cannot be had end a file with what was read; without any packet they are a failure. */
  async run(onProgress: (progress: OpenProgress) => void): Promise<Reply<OpenResult>> {
    const { tables } = this;
    const opened = await this.read(onProgress);
    if (this.replaced) return failed('stopped');
    if (!opened.ok) return opened;
    tables.finish();
    this.finished = true;
    return answered(this.result());
  }

  /** The tables as they are. */
  result(): OpenResult {
    return { summary: this.tables.summary(), metering: this.metering() };
  }

  private metering(): MeteringInfo {
    const { tables, packetFilter } = this;
    const failure = packetFilter.failure ?? packetFilter.filter?.failure;
    return {
      parameters: tables.parameters,
      tables: this.session.describeTables(),
      ...(failure !== undefined && { filterFailure: failure }),
    };
  }

  private async read(onProgress: (progress: OpenProgress) => void): Promise<Reply<true>> {
    const { bytes, order } = this;
    try {
      const inputs = bytes.inputs(order, (stream) => this.counted(stream));
      return await new CaptureReading(this.tables).readAll(inputs, order, {
        onPiece: () => this.afterPiece(onProgress),
        mostBytes: mostTableBytes(),
        onInflated: (piece, file) => bytes.keepInflated(piece, file),
        packetFilter: this.packetFilter.filter,
      });
    } finally {
      bytes.close();
      this.breath.close();
    }
  }

  /** Counts the bytes taken from the files, as progress is told in them, and answers questions in between. */
  private counted(stream: ByteStream): ByteStream {
    return {
      next: async () => {
        await this.breath.take();
        const piece = await stream.next();
        this.taken += piece?.length ?? 0;
        return piece;
      },
    };
  }

  /** Little of a compressed file may be much: messages get their turn between the pieces, too. */
  private async afterPiece(onProgress: (progress: OpenProgress) => void): Promise<boolean> {
    await this.breath.take();
    const now = performance.now();
    if (now - this.told >= PROGRESS_INTERVAL) {
      const first = this.told === -Infinity;
      this.told = now;
      onProgress({
        bytesRead: this.taken,
        summary: this.tables.summary(),
        ...(first && { metering: this.metering() }),
      });
    }
    return this.stopped;
  }
}
