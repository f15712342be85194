import { create } from 'zustand';

/** Files that were dropped or picked together and wait for the choice of how to join them; none: nothing is asked. */
export const usePendingFiles = create<{ readonly files: readonly File[] }>()(() => ({ files: [] }));

/** Asks how these files are to be joined; none takes the question back. */
export function askAboutFiles(files: readonly File[]): void {
  usePendingFiles.setState({ files });
}
