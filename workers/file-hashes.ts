import { FileHash } from '../src/core/capture/file-hash.ts';
import type { NamedFile } from '../src/protocol/data.ts';
import { blobStream } from './blob-bytes.ts';
import { Breath } from './breath.ts';

/** More bytes are not hashed: that would keep the worker from its questions for seconds. */
const MOST_BYTES = 128 * 1024 * 1024;
/** About 10 ms of work. */
const PIECE = 1024 * 1024;

/**
 * SHA-256 in hex of each file, as it lies on the disk; none if they are too large together. A file that cannot be read any more
 * has none, so have those that are left when `isWanted` says no.
 */
export async function hashesOf(
  files: readonly NamedFile[],
  isWanted: () => boolean,
): Promise<readonly (string | undefined)[]> {
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
  if (bytes > MOST_BYTES) return files.map(() => undefined);
  const hashes: (string | undefined)[] = [];
  for (const file of files) hashes.push(await hashOf(file, isWanted));
  return hashes;
}

async function hashOf({ blob, refusal }: NamedFile, isWanted: () => boolean): Promise<string | undefined> {
  if (refusal !== undefined) return undefined;
  const stream = blobStream(blob, PIECE);
  const breath = new Breath();
  const hash = new FileHash();
  try {
    for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) {
      if (!isWanted()) return undefined;
      hash.add(piece);
      await breath.take();
    }
    return hash.end();
  } catch {
    return undefined; // whoever needs its bytes is told why
  } finally {
    stream.close();
  }
}
