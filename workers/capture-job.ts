import type { CaptureOrder } from '../src/core/model/capture-info.ts';
import type { Failure, Reply } from '../src/core/model/failure.ts';
import type { MeterParameters } from '../src/core/model/parameters.ts';
import type { ByteStream } from '../src/core/model/reader.ts';
import { Analysis } from '../src/core/pipeline.ts';
import { CaptureSession } from '../src/core/session/capture-session.ts';
import type { MeteringInfo, NamedFile, OpenProgress, OpenResult } from '../src/protocol/data.ts';
import { Breath } from './breath.ts';
import { CaptureFiles } from './capture-files.ts';
import { mostTableBytes } from './memory.ts';
import { usedFilter, type UsedFilter } from './packet-filter.ts';

/** Progress is told this often at most, ms. */
const PROGRESS_INTERVAL = 100;

/** One capture being read, then open: its tables, its session, and a way to stop. */
export class CaptureJob {
  readonly analysis: Analysis;
  readonly session: CaptureSession;
  private readonly bytes: CaptureFiles;
  private readonly breath = new Breath();
  private readonly packetFilter: UsedFilter;
  private stopped = false;
  private replaced = false;
  private taken = 0;
  private told = -Infinity;

  constructor(
    private readonly files: readonly NamedFile[],
    private readonly order: CaptureOrder,
    parameters: MeterParameters,
  ) {
    this.packetFilter = usedFilter(parameters.bpfFilter);
    const { filter } = this.packetFilter;
    this.analysis = new Analysis(filter === undefined ? { ...parameters, bpfFilter: '' } : parameters);
    this.bytes = new CaptureFiles(files);
    this.session = new CaptureSession(this.analysis, this.bytes);
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

  /** The same capture, to be read again by other parameters. */
  again(parameters: MeterParameters): CaptureJob {
    return new CaptureJob(this.files, this.order, parameters);
  }

  /** Meters from memory; only if `analysis.canMeterAgain` says so. */
  meterAgain(parameters: MeterParameters): OpenResult {
    this.session.meterAgain(parameters);
    return this.result();
  }

  /** Reads the files. Bytes that cannot be had end a file with what was read; without any packet they are a failure. */
  async run(onProgress: (progress: OpenProgress) => void): Promise<Reply<OpenResult>> {
    const { analysis } = this;
    const opened = await this.read(onProgress);
    if (this.replaced) return failed({ code: 'stopped' });
    if (!opened.ok) return opened;
    analysis.finish();
    return { ok: true, value: this.result() };
  }

  private result(): OpenResult {
    return { summary: this.analysis.summary(), metering: this.metering() };
  }

  private metering(): MeteringInfo {
    const { analysis, packetFilter } = this;
    const flowColumns = [...analysis.flows.columns.values()].map(({ description }) => description);
    const failure = packetFilter.failure ?? packetFilter.filter?.failure;
    return {
      parameters: analysis.parameters,
      flowColumns,
      ...(failure !== undefined && { filterFailure: failure }),
    };
  }

  private async read(onProgress: (progress: OpenProgress) => void): Promise<Reply<true>> {
    const { bytes, order } = this;
    try {
      const inputs = bytes.inputs(order, (stream) => this.counted(stream));
      return await this.analysis.readAll(inputs, order, {
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
        summary: this.analysis.summary(),
        ...(first && { metering: this.metering() }),
      });
    }
    return this.stopped;
  }
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
