import { engine } from '../engine-port.ts';
import { compareFiles } from '../link-files.ts';
import { notifyPassing, useNotice } from '../notice.ts';
import { openedFiles } from '../opened-files.ts';
import { openedLocalFiles, useOpenedHashes } from '../opened-hashes.ts';
import { getState, setState } from '../store.ts';

/** Forgets the hashes of what was open; those of the next capture are on their way. */
export function beginIdentifying(): void {
  useOpenedHashes.setState({ hashes: [], hashing: true });
}

/** Works out in the background what the open files are, by which a link names them. */
export async function identify(): Promise<void> {
  const opened = openedFiles();
  const reply = openedLocalFiles().length > 0 ? await engine().data.fileHashes() : undefined;
  if (openedFiles() !== opened) return;
  useOpenedHashes.setState({ hashes: reply?.ok === true ? reply.value : [], hashing: false });
  const { wanted } = getState();
  if (wanted.length === 0 || useNotice.getState().notice !== undefined) return;
  if (compareFiles(wanted, openedLocalFiles(), false) === 'same')
    notifyPassing(wanted.length === 1 ? 'This is the file of the link.' : 'These are the files of the link.');
}

/** The link's files are no longer asked for. */
export function forgetWanted(): void {
  setState({ wanted: [] });
}
