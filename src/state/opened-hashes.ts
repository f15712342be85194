import { create } from 'zustand';
import { openedFiles } from './opened-files.ts';
import type { OpenedFile } from './link-files.ts';

/** Hashes of the files that are open, in their order: none before they are known, or if nobody works them out. */
export const useOpenedHashes = create<{
  readonly hashes: readonly (string | undefined)[];
  /** They are being worked out. */
  readonly hashing: boolean;
}>()(() => ({ hashes: [], hashing: false }));

/** The files of the open capture that have no address by which they come back, as a link may name them. */
export function openedLocalFiles(): readonly OpenedFile[] {
  return openedFiles().addresses.length > 0 ? [] : openedNamedFiles();
}

/** The files of the open capture, also those that come from the page's host. */
export function openedNamedFiles(): readonly OpenedFile[] {
  const { files } = openedFiles();
  const { hashes } = useOpenedHashes.getState();
  return files.map(({ name, blob }, at) => ({ name, size: blob.size, sha256: hashes[at] }));
}
