import type { FileReading } from './file-reading.ts';
import type { RecordQueue } from './record-queue.ts';

/** One file of a merge: its reading writes into its queue. */
export interface MergePart {
  readonly reading: FileReading;
  readonly queue: RecordQueue;
}

/** Called after each piece of a file, and waited for. True: stop. */
export type OnPiece = () => boolean | Promise<boolean>;

/** A part that can be read. */
interface OpenPart extends MergePart {
  ended: boolean;
}

/**
 * Gives the packets of several files in the order of their times; within a file they keep their order, and of packets of
 * one time those of the earlier file come first, as mergecap has it. No more than a piece of each file is held. Files that
 * cannot be read are left out. `onPiece` is called after each piece; true stops the merge, which then answers false.
 */
export async function mergeByTime(parts: readonly MergePart[], onPiece: OnPiece): Promise<boolean> {
  const open: OpenPart[] = [];
  for (const part of parts) {
    if (!(await part.reading.open())) continue;
    const opened = { ...part, ended: false };
    open.push(opened);
    // Before the next file is opened, so that interfaces are numbered in the order of the files.
    if (!(await fill(opened, onPiece))) return false;
  }
  for (;;) {
    for (const part of open) {
      if (part.queue.isEmpty && !part.ended && !(await fill(part, onPiece))) return false;
    }
    const first = earliest(open, undefined);
    if (first === undefined) return true;
    const second = earliest(open, first);
    // The first file may go on until its queue is empty or another one's turn has come.
    do first.queue.give();
    while (!first.queue.isEmpty && (second === undefined || goesBefore(first, second, open)));
  }
}

/** Reads on until a packet is there. False: stopped. */
async function fill(part: OpenPart, onPiece: OnPiece): Promise<boolean> {
  while (part.queue.isEmpty && !part.ended) {
    part.ended = !(await part.reading.step());
    if (part.ended && part.queue.isEmpty) part.queue.finish();
    if (await onPiece()) return false;
  }
  return true;
}

function earliest(parts: readonly OpenPart[], except: OpenPart | undefined): OpenPart | undefined {
  let best: OpenPart | undefined;
  for (const part of parts) {
    if (part !== except && !part.queue.isEmpty && (best === undefined || order(part.queue, best.queue) < 0))
      best = part;
  }
  return best;
}

function order(a: RecordQueue, b: RecordQueue): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

function goesBefore(first: OpenPart, second: OpenPart, parts: readonly OpenPart[]): boolean {
  const difference = order(first.queue, second.queue);
  return difference < 0 || (difference === 0 && parts.indexOf(first) < parts.indexOf(second));
}
