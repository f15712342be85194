import { engine } from '../engine-port.ts';
import { compareFiles } from '../link-files.ts';
import { notifyPassing, useNotice } from '../notice.ts';
import { openedFiles } from '../opened-files.ts';
import { openedLocalFiles, openedNamedFiles, useOpenedHashes } from '../opened-hashes.ts';
import { getState, setState } from '../store.ts';

/** Forgets the hashes of what was open; those of the next capture are on their way. */
export function beginIdentifying(): void {
  useOpenedHashes.setState({ hashes: [], hashing: true });
}

/** Works out what the open files are, if that was not done before. */
export async function hashOpened(): Promise<void> {
  const { hashes, hashing } = useOpenedHashes.getState();
  if (hashes.length > 0 || hashing || openedFiles().files.length === 0) return;
  useOpenedHashes.setState({ hashing: true });
  await hashFiles();
}

/** False if another capture was opened meanwhile. */
async function hashFiles(): Promise<boolean> {
  const opened = openedFiles();
  const reply = await engine().data.fileHashes();
  if (openedFiles() !== opened) return false;
  useOpenedHashes.setState({ hashes: reply.ok ? reply.value : [], hashing: false });
  return true;
}

/** Works out in the background what the open files are, by which a link names them; of the host's files, if a link names some. */
export async function identify(): Promise<void> {
  const isWanted = openedLocalFiles().length > 0 || getState().wanted.length > 0;
  if (!isWanted) useOpenedHashes.setState({ hashes: [], hashing: false });
  else if (!(await hashFiles())) return;
  const { wanted } = getState();
  if (wanted.length === 0 || useNotice.getState().notice !== undefined) return;
  if (compareFiles(wanted, openedNamedFiles(), false) === 'same')
    notifyPassing(wanted.length === 1 ? 'This is the file of the link.' : 'These are the files of the link.');
}

/** The link's files are no longer asked for. */
export function forgetWanted(): void {
  setState({ wanted: [] });
}
