import type { ExportProgress } from '../src/protocol/data.ts';
import { Breath } from './breath.ts';

/** Progress is told this often at most, ms. */
const PROGRESS_INTERVAL = 100;

/** Runs a long search that steps aside for questions, and tells how far it has come. */
export async function withTold<T>(
  onProgress: (progress: ExportProgress) => void,
  search: (pause: (done: number, total: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const breath = new Breath();
  let told = performance.now();
  try {
    return await search(async (done, total) => {
      const now = performance.now();
      if (now - told >= PROGRESS_INTERVAL) {
        told = now;
        onProgress({ done, total });
      }
      await breath.take();
    });
  } finally {
    breath.close();
  }
}
