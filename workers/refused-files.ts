import { refusalOf } from '../src/core/capture/recognise.ts';
import type { Failure } from '../src/core/model/failure.ts';
import { UnreadableBytes } from '../src/core/model/unreadable.ts';
import type { NamedFile } from '../src/protocol/data.ts';
import { blobStream } from './blob-bytes.ts';

/** Bytes that tell what a file is, inflated or not. */
const PIECE = 64 * 1024;

/** Why none of these files is a capture, by the first of them; undefined if one is. */
export async function refusalOfAll(files: readonly NamedFile[]): Promise<Failure | undefined> {
  let first: Failure | undefined;
  for (const { blob } of files) {
    const refusal = await refusalOfBlob(blob);
    if (refusal === undefined) return undefined;
    first ??= refusal;
  }
  return first;
}

async function refusalOfBlob(blob: Blob): Promise<Failure | undefined> {
  const stream = blobStream(blob, PIECE);
  try {
    return await refusalOf(stream);
  } catch (error) {
    if (error instanceof UnreadableBytes) return { code: 'unreadable', detail: error.message };
    throw error;
  } finally {
    stream.close();
  }
}
