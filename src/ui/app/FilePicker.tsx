import { FolderOpen } from 'lucide-react';
import type { ChangeEvent, MouseEvent, ReactNode } from 'react';
import { openFile } from '../../state/actions/capture.ts';
import { takeKeyLogs } from '../../state/actions/keys.ts';
import { takeVendors } from '../../state/actions/vendors.ts';
import { canPickHandles, pickFiles } from '../../state/file-handles.ts';
import { takeLesson } from '../../state/lessons.ts';
import { askAboutFiles } from '../../state/pending-files.ts';
import styles from './FilePicker.module.css';

const INPUT_ID = 'open-capture';

/** Opens the browser's file dialog. */
export function pickFile(): void {
  document.getElementById(INPUT_ID)?.click();
}

/** Opens what was picked or dropped; of the files key logs are taken to decrypt with, lists of vendors for hosts, a lesson is shown beside the view. */
export function openChosen(chosen: readonly File[]): void {
  void takeLesson(chosen).then(takeKeyLogs).then(takeVendors).then(openCaptures);
}

/** Of several files it is asked how they are one capture. */
function openCaptures(chosen: readonly File[]): void {
  const [file] = chosen;
  if (chosen.length > 1) askAboutFiles(chosen);
  else if (file !== undefined) void openFile(file);
}

/** The page's one file input, dressed as a button. */
export function FilePicker(): ReactNode {
  const picked = (event: ChangeEvent<HTMLInputElement>): void => {
    openChosen(Array.from(event.target.files ?? []));
    event.target.value = ''; // so that the same file can be picked again
  };
  return (
    <label className={styles.picker} title="Open capture (o)">
      <FolderOpen aria-hidden />
      <span className={styles.text}>Open capture</span>
      <input id={INPUT_ID} className="visually-hidden" type="file" multiple onClick={pickByHandle} onChange={picked} />
    </label>
  );
}

/** The dialog of this browser may not be allowed where the page is; the input's own always is. */
let refused = false;

/** Shows the dialog that gives handles, by which a file can be opened once more, instead of the input's own. */
function pickByHandle(event: MouseEvent): void {
  if (refused || !canPickHandles()) return;
  event.preventDefault();
  pickFiles().then(openChosen, () => {
    refused = true;
    pickFile();
  });
}
