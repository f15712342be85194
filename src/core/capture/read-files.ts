import type { CaptureOrder } from '../model/capture-info.ts';
import { answered, failed, type Reply } from '../model/failure.ts';
import { firstByteOf } from '../model/places.ts';
import type { RecordSink } from '../model/reader.ts';
import type { CaptureFacts } from './capture-facts.ts';
import { type CaptureInput, type FileHooks, FileReading } from './file-reading.ts';
import { mergeByTime, type MergePart, type OnPiece } from './merge.ts';
import { RecordQueue } from './record-queue.ts';

/** Where packets go, what is kept of the files, and who watches. */
export interface FilesTarget {
  readonly sink: RecordSink;
  readonly facts: CaptureFacts;
  readonly hooks: FileHooks;
  /** Called after each piece with the number of (inflated) bytes taken in, of all these files. True: stop here. */
  onPiece(bytes: number): boolean | Promise<boolean>;
}

/**
 * Reads files as one capture: by the times of their packets, or one after the other. Fails if nothing of any can be read,
 * with the first one's failure; where others can, a file that cannot is a problem.
 */
export async function readFiles(
  inputs: readonly CaptureInput[],
  order: CaptureOrder,
  target: FilesTarget,
): Promise<Reply<true>> {
  const { facts } = target;
  facts.order = order;
  const parts = inputs.map((input) => makePart(input, order, target));
  const readings = parts.map(({ reading }) => reading);
  const onPiece: OnPiece = () => target.onPiece(readings.reduce((sum, { bytesRead }) => sum + bytesRead, 0));
  const isWhole = order === 'list' ? await readInTurn(readings, onPiece) : await mergeByTime(parts, onPiece);
  if (isWhole) facts.complete = true;
  else facts.stopped = true;
  return reportRefused(readings, target);
}

function makePart(input: CaptureInput, order: CaptureOrder, { sink, facts, hooks }: FilesTarget): MergePart {
  const queue = new RecordQueue(sink);
  const file = facts.addFile(input.name, input.fileBytes);
  return { queue, reading: new FileReading(file, input, order === 'time' ? queue : sink, facts, hooks) };
}

/** False: stopped. */
async function readInTurn(readings: readonly FileReading[], onPiece: OnPiece): Promise<boolean> {
  for (const reading of readings) {
    let goesOn = await reading.open();
    while (goesOn) {
      goesOn = await reading.step();
      if (goesOn && (await onPiece())) return false;
    }
  }
  return true;
}

function reportRefused(readings: readonly FileReading[], { sink, facts }: FilesTarget): Reply<true> {
  const refused = readings.filter(({ failure }) => failure !== undefined);
  for (const { file, failure } of refused) facts.files[file].failure = failure;
  const [first] = refused;
  if (first?.failure !== undefined && refused.length === readings.length) return failed(first.failure);
  for (const { file } of refused) sink.problem('refused-file', firstByteOf(file), []);
  return answered(true);
}
