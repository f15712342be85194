import { fileOf, type FileHandle } from '../file-handles.ts';
import type { RecentCapture } from '../recent-store.ts';
import { useRecents, type RecentTrouble } from '../recents.ts';
import { openFile } from './capture.ts';

/** Opens a recent capture; the browser may ask whether it may be read. What stands in the way is said beside it. */
export async function openRecent({ id, handle }: RecentCapture): Promise<void> {
  const trouble = (what: RecentTrouble | undefined): void => {
    const { [id]: _, ...others } = useRecents.getState().troubles;
    useRecents.setState({ troubles: what === undefined ? others : { ...others, [id]: what } });
  };
  try {
    if (!(await mayRead(handle))) return trouble('refused');
    const file = await fileOf(handle);
    trouble(undefined);
    await openFile(file);
  } catch (error) {
    trouble(error instanceof DOMException && error.name === 'NotFoundError' ? 'missing' : 'unreadable');
  }
}

async function mayRead(handle: FileHandle): Promise<boolean> {
  const mode = { mode: 'read' } as const;
  const now = await handle.queryPermission?.(mode);
  // Closing the question leaves it at `prompt`.
  return now === 'prompt' ? (await handle.requestPermission?.(mode)) === 'granted' : now !== 'denied';
}
