import { create } from 'zustand';
import { handleOf, type FileHandle } from './file-handles.ts';
import { addRecent, clearRecents, readRecents, removeRecent, type RecentCapture } from './recent-store.ts';

/** So many are kept. */
const MOST = 8;

/** Why a recent capture could not be opened. */
export type RecentTrouble = 'missing' | 'refused' | 'unreadable';

/** Captures that were open, the newest first; none where the browser keeps no handles. `troubles` by their numbers. */
export const useRecents = create<{
  readonly recents: readonly RecentCapture[];
  readonly troubles: Readonly<Record<number, RecentTrouble>>;
}>()(() => ({ recents: [], troubles: {} }));

/** Reads what is kept. Never rejects. */
export async function loadRecents(): Promise<void> {
  useRecents.setState({ recents: await readRecents().catch(() => []) });
}

/** Keeps where a file lies that has been opened; nothing if it came without a handle. Never rejects. */
export async function rememberRecent(file: Blob): Promise<void> {
  try {
    const handle = await handleOf(file);
    if (handle === undefined || !(file instanceof File)) return;
    const before = await readRecents();
    await addRecent({ handle, name: file.name, size: file.size, at: Date.now() });
    const same = await Promise.all(before.map((recent) => isSame(recent.handle, handle)));
    const others = before.filter((_, at) => same[at] === false);
    const old = [...before.filter((_, at) => same[at] === true), ...others.slice(MOST - 1)];
    for (const { id } of old) await removeRecent(id);
    await loadRecents();
  } catch {
    return; // the browser keeps no handles, or nothing at all
  }
}

/** Forgets one. */
export async function forgetRecent({ id }: RecentCapture): Promise<void> {
  await removeRecent(id).catch(() => undefined);
  await loadRecents();
}

/** Forgets all; true if none is left. */
export async function forgetRecents(): Promise<boolean> {
  if (useRecents.getState().recents.length === 0) return true;
  await clearRecents().catch(() => undefined);
  await loadRecents();
  return useRecents.getState().recents.length === 0;
}

function isSame(handle: FileHandle, other: FileHandle): Promise<boolean> {
  return handle.isSameEntry(other).catch(() => false);
}
