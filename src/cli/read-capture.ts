import { fstatSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { CaptureInput } from '../core/capture/file-reading.ts';
import type { CaptureSummary } from '../core/model/capture-info.ts';
import type { ByteStream } from '../core/model/reader.ts';
import type { PcapFilter } from '../core/pcap-filter/pcap-filter.ts';
import type { CaptureReading, ReadingHooks } from '../core/pipeline.ts';
import type { Spool } from './byte-sources.ts';
import { openInput, type Input } from './input.ts';
import type { Report } from './report.ts';

/** What goes on beside the reading of a capture. */
export interface ReadingSteps {
  /** Called after each piece. True: stop here. */
  onPiece?(): boolean;
  /** Waited for before each piece: lets the output catch up. */
  drain?(): Promise<void>;
  /** Keeps the (inflated) bytes of standard input and of compressed files, which cannot be read a second time. */
  readonly spool?: Spool | undefined;
  /** `--bpf-filter`. */
  readonly packetFilter?: PcapFilter | undefined;
  /** See ReadingHooks. */
  readonly tap?: ReadingHooks['tap'];
}

/** Reads captures into tables, one after the other or (`merge`) by the times of their packets. */
export async function readCaptures(
  reading: CaptureReading,
  { paths, merge }: { readonly paths: readonly string[]; readonly merge: boolean },
  report: Report,
  steps: ReadingSteps = {},
): Promise<void> {
  if (merge) return readMerged(reading, paths, report, steps);
  for (const path of paths) {
    if (steps.onPiece?.() !== true) await readCapture(reading, path, report, steps);
  }
}

/** Reads one capture into tables and reports what is wrong with it; undefined if nothing of it could be read. */
export async function readCapture(
  reading: CaptureReading,
  path: string,
  report: Report,
  steps: ReadingSteps = {},
): Promise<CaptureSummary | undefined> {
  const input = openInput(path);
  const source = new KeptStream(input, path === '-', steps);
  if (steps.packetFilter !== undefined) steps.packetFilter.failure = undefined;
  const name = nameOf(path);
  const reply = await reading.read(source, name, sizeOf(path), hooksOf(steps, source));
  input.close();
  if (input.refusal !== undefined) report.failure({ code: 'unreadable', detail: input.refusal }, name);
  else if (!reply.ok) report.failure(reply.failure, name);
  if (!reply.ok) return undefined;
  report.hasRead = true;
  const summary = { ...reading.tables.summary(), fileBytes: input.bytesRead };
  report.problems(summary, reading.tables.facts.current, name);
  const unfit = steps.packetFilter?.failure;
  if (unfit !== undefined) report.failure(unfit, name);
  return summary;
}

async function readMerged(
  reading: CaptureReading,
  paths: readonly string[],
  report: Report,
  steps: ReadingSteps,
): Promise<void> {
  const inputs = paths.map((path) => openInput(path));
  const files = inputs.map((input, at): CaptureInput => {
    const path = paths[at];
    return { stream: new KeptStream(input, false, steps), name: nameOf(path), fileBytes: sizeOf(path) };
  });
  await reading.readAll(files, 'time', hooksOf(steps, undefined));
  inputs.forEach((input) => input.close());
  const summary = reading.tables.summary();
  report.hasRead ||= summary.files.some(({ failure }) => failure === undefined);
  for (const [file, { name, failure }] of summary.files.entries()) {
    const { refusal }: Input = inputs[file];
    if (refusal !== undefined) report.failure({ code: 'unreadable', detail: refusal }, name);
    else if (failure !== undefined) report.failure(failure, name);
    report.problems(summary, file, name);
  }
  const unfit = steps.packetFilter?.failure;
  if (unfit !== undefined) report.failure(unfit, summary.name);
}

function hooksOf(steps: ReadingSteps, source: KeptStream | undefined): ReadingHooks {
  return {
    onPiece: async () => {
      await steps.drain?.();
      await breathe();
      return steps.onPiece?.() ?? false;
    },
    mostBytes: mostTableBytes(),
    packetFilter: steps.packetFilter,
    ...(steps.tap !== undefined && { tap: steps.tap }),
    ...(steps.spool === undefined ? {} : { onInflated: (piece) => source?.keepInflated(piece) }),
  };
}

/** Shares of the machine's memory that tables may take. */
const SHARE = 0.6;

function mostTableBytes(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return SHARE * (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem());
}

/** Work goes on this long at most before signals get their turn, ms. */
const BREATH = 50;
let breathed = 0;

/** What is inflated, too, may be much of little: awaiting what is there already does not let signals in. */
async function breathe(): Promise<void> {
  if (performance.now() - breathed < BREATH) return;
  await new Promise((resolve) => void setImmediate(resolve));
  breathed = performance.now();
}

/** The input as it is read; puts into the spool what could not be read again. */
class KeptStream implements ByteStream {
  private inflated = false;

  constructor(
    private readonly input: ByteStream,
    private readonly keepsPlain: boolean,
    private readonly steps: ReadingSteps,
  ) {}

  async next(): Promise<Uint8Array | undefined> {
    await this.steps.drain?.();
    const piece = await this.input.next();
    if (piece !== undefined && this.keepsPlain && !this.inflated) this.steps.spool?.add(piece);
    return piece;
  }

  /** From the first inflated piece on, the compressed ones are of no use. */
  keepInflated(piece: Uint8Array): void {
    if (!this.inflated) this.steps.spool?.clear();
    this.inflated = true;
    this.steps.spool?.add(piece);
  }
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** Bytes of the file, which only help to plan; 0 where the system does not say. */
function sizeOf(path: string): number {
  try {
    return path === '-' ? fstatSync(0).size : statSync(path).size;
  } catch {
    // Reading will fail for the same reason, and say it.
    return 0;
  }
}
