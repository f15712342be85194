import type { CaptureSummary } from '../src/core/model/capture-info.ts';
import type { Failure, Reply } from '../src/core/model/failure.ts';
import type { MeterParameters } from '../src/core/model/parameters.ts';
import type { ByteStream } from '../src/core/model/reader.ts';
import { Analysis } from '../src/core/pipeline.ts';
import { CaptureSession } from '../src/core/session/capture-session.ts';
import type { OpenProgress } from '../src/protocol/data.ts';
import { Breath } from './breath.ts';
import { blobSource, blobStream, InflatedBytes } from './blob-bytes.ts';

/** Progress is told this often at most, ms. */
const PROGRESS_INTERVAL = 100;

/** One capture being read, then open: its tables, its session, and a way to stop. */
export class CaptureJob {
  readonly analysis: Analysis;
  readonly session: CaptureSession;
  private readonly inflated = new InflatedBytes();
  private readonly breath = new Breath();
  private stopped = false;
  private replaced = false;
  private taken = 0;
  private told = 0;

  constructor(
    private readonly file: Blob,
    private readonly name: string,
    parameters: MeterParameters,
  ) {
    this.analysis = new Analysis(parameters);
    const plain = blobSource(file);
    const { analysis, inflated } = this;
    const source = {
      read: (offset: number, length: number) =>
        (analysis.facts.compression === 'none' ? plain : inflated).read(offset, length),
    };
    this.session = new CaptureSession(analysis, source);
  }

  /** Ends reading; what was read stays. */
  stop(): void {
    this.stopped = true;
  }

  /** Ends reading because another capture is wanted. */
  replace(): void {
    this.replaced = true;
    this.stopped = true;
  }

  /** Reads the capture. Bytes that cannot be had end it with what was read; without any packet they are a failure. */
  async run(onProgress: (progress: OpenProgress) => void): Promise<Reply<CaptureSummary>> {
    const { analysis } = this;
    const opened = await this.read(onProgress);
    if (this.replaced) return failed({ code: 'stopped' });
    if (!opened.ok) return opened;
    analysis.finish();
    return { ok: true, value: analysis.summary() };
  }

  private async read(onProgress: (progress: OpenProgress) => void): Promise<Reply<true>> {
    const stream = blobStream(this.file);
    try {
      return await this.analysis.read(this.counted(stream), this.name, this.file.size, {
        onPiece: () => this.afterPiece(onProgress),
        onInflated: (piece) => this.inflated.add(piece),
      });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (this.analysis.packets.length === 0) {
        return failed({ code: 'unreadable', detail: error.message, offset: this.taken });
      }
      this.analysis.problem('unreadable', this.taken, []);
      return { ok: true, value: true };
    } finally {
      stream.close();
      this.breath.close();
    }
  }

  /** Counts the bytes taken from the file, as progress is told in them, and answers questions in between. */
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

  private afterPiece(onProgress: (progress: OpenProgress) => void): boolean {
    const now = performance.now();
    if (now - this.told >= PROGRESS_INTERVAL) {
      this.told = now;
      onProgress({ bytesRead: this.taken, summary: this.analysis.summary() });
    }
    return this.stopped;
  }
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
