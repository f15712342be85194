import { formatCountOf } from '../../base/format.ts';
import { notify } from '../notice.ts';
import { differenceOf, markOf, openedFiles } from '../opened-files.ts';
import type { FileMark, OpenedFiles } from '../opened-files.ts';
import { openFiles } from './capture.ts';

/**
 * Opens the files of the open capture that were chosen once more, since they could no longer be read. Filters, sort,
 * selection and parameters stay. Files that are not the same are opened all the same, and it is said how they differ.
 */
export async function chooseAgain(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const before = openedFiles();
  const chosen = inOrderOf(before, files);
  const sentence = difference(
    await before.marks,
    await Promise.all(chosen.map((blob) => markOf({ blob, name: blob.name }))),
  );
  const opening = openFiles(chosen, before.order, true);
  notify(sentence === undefined ? undefined : { tone: 'danger', sentence });
  await opening;
}

/** As they were, if they have the same names; else as they were chosen. */
function inOrderOf({ files: before }: OpenedFiles, files: readonly File[]): readonly File[] {
  const sorted = before.flatMap(({ name }) => files.find((file) => file.name === name) ?? []);
  return sorted.length === files.length && new Set(sorted).size === files.length ? sorted : files;
}

function difference(
  before: readonly (FileMark | undefined)[],
  after: readonly (FileMark | undefined)[],
): string | undefined {
  if (before.length !== after.length)
    return `${formatCountOf(after.length, 'file was', 'files were')} chosen, ${before.length} had been open. What is selected may be something else now.`;
  for (const [at, mark] of before.entries()) {
    const now = after[at];
    const differs = mark !== undefined && now !== undefined ? differenceOf(mark, now) : undefined;
    if (differs === 'size' && mark !== undefined && now !== undefined)
      return `${now.name} is not the file that was open: it has ${now.size} bytes, not ${mark.size}. What is selected may be something else now.`;
    if (differs === 'bytes' && now !== undefined)
      return `${now.name} is not the file that was open: its first or last bytes differ. What is selected may be something else now.`;
  }
  return undefined;
}
