/** What a handle of a file can do besides what the platform's types say (WICG File System Access). */
export interface FileHandle {
  readonly kind: string;
  readonly name: string;
  getFile(): Promise<File>;
  isSameEntry(other: FileHandle): Promise<boolean>;
  queryPermission?(mode: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(mode: { readonly mode: 'read' }): Promise<PermissionState>;
}

/** Parts of browsers that have handles; the others have none of it. */
interface WithHandles {
  readonly showOpenFilePicker?: (options: { readonly multiple: boolean }) => Promise<readonly FileHandle[]>;
  readonly launchQueue?: { setConsumer(consumer: (launch: { readonly files?: readonly FileHandle[] }) => void): void };
}

const handles = new WeakMap<File, Promise<FileHandle | undefined>>();

/** The handle by which a file can be opened once more; undefined if it came without one. */
export async function handleOf(file: Blob): Promise<FileHandle | undefined> {
  return file instanceof File ? handles.get(file) : undefined;
}

/** True if the browser's file dialog gives handles. */
export function canPickHandles(): boolean {
  return (globalThis as WithHandles).showOpenFilePicker !== undefined;
}

/** Opens the browser's file dialog; no files if it was closed. Rejects if the dialog cannot be shown. */
export async function pickFiles(): Promise<readonly File[]> {
  try {
    return await filesOf((await (globalThis as WithHandles).showOpenFilePicker?.({ multiple: true })) ?? []);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

/** The files behind handles; those that cannot be read are left out. */
async function filesOf(all: readonly FileHandle[]): Promise<readonly File[]> {
  const files = await Promise.all(all.map((handle) => fileOf(handle).catch(() => undefined)));
  return files.filter((file) => file !== undefined);
}

/** The file behind a handle. Rejects, as the browser does, if it is gone or may not be read. */
export async function fileOf(handle: FileHandle): Promise<File> {
  const file = await handle.getFile();
  handles.set(file, Promise.resolve(handle));
  return file;
}

/** Takes the files of a drop, with their handles where the browser has them. To be called while the drop is told. */
export function filesOfDrop(transfer: DataTransfer): readonly File[] {
  const files = Array.from(transfer.files);
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  for (const [at, file] of files.entries()) {
    const item = items[at] as { getAsFileSystemHandle?: () => Promise<FileHandle | null> } | undefined;
    const handle = item?.getAsFileSystemHandle?.().catch(() => null);
    if (handle !== undefined)
      handles.set(
        file,
        handle.then((one) => (one?.kind === 'file' ? one : undefined)),
      );
  }
  return files;
}

/** Is given the files with which the system has started the installed page. */
export function onLaunchedWith(open: (files: readonly File[]) => void): void {
  (globalThis as WithHandles).launchQueue?.setConsumer(({ files = [] }) => {
    if (files.length > 0) void filesOf(files).then(open);
  });
}
