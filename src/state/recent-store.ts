import type { FileHandle } from './file-handles.ts';

/** A capture that was open, as this browser keeps it: where it lies, none of its bytes. */
export interface RecentCapture {
  /** Number in the store. */
  readonly id: number;
  readonly handle: FileHandle;
  readonly name: string;
  /** Bytes, when it was opened. */
  readonly size: number;
  /** When it was opened, ms since 1970. */
  readonly at: number;
}

const DATABASE = 'flowloom';
const STORE = 'recent-captures';

/** All that is kept, the newest first; rejects where the browser keeps nothing. */
export async function readRecents(): Promise<readonly RecentCapture[]> {
  const all = await inStore<unknown[]>('readonly', (store) => store.getAll());
  return all.filter(isRecent).toSorted((a, b) => b.at - a.at);
}

/** Keeps one more. */
export async function addRecent(recent: Omit<RecentCapture, 'id'>): Promise<void> {
  await inStore('readwrite', (store) => store.add(recent));
}

/** Forgets one. */
export async function removeRecent(id: number): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id));
}

/** Forgets all. */
export async function clearRecents(): Promise<void> {
  await inStore('readwrite', (store) => store.clear());
}

function isRecent(entry: unknown): entry is RecentCapture {
  const { id, handle, name, size, at } = (entry ?? {}) as Partial<Record<keyof RecentCapture, unknown>>;
  const numbers = [id, size, at].every((number) => typeof number === 'number' && Number.isFinite(number));
  return (
    numbers && typeof name === 'string' && typeof (handle as Partial<FileHandle> | undefined)?.getFile === 'function'
  );
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await resultOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id', autoIncrement: true });
  return resultOf(request);
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser gave no reason.'));
  });
}
