import { FolderOpen } from 'lucide-react';
import type { ChangeEvent, ReactNode } from 'react';
import { openFile } from '../../state/actions/capture.ts';
import { askAboutFiles } from '../../state/pending-files.ts';
import styles from './FilePicker.module.css';

const INPUT_ID = 'open-capture';

/** Opens the browser's file dialog. */
export function pickFile(): void {
  document.getElementById(INPUT_ID)?.click();
}

/** Opens what was picked or dropped; of several files it is asked how they are one capture. */
export function openChosen(files: FileList | null | undefined): void {
  const chosen = Array.from(files ?? []);
  const [file] = chosen;
  if (chosen.length > 1) askAboutFiles(chosen);
  else if (file !== undefined) void openFile(file);
}

/** The page's one file input, dressed as a button. */
export function FilePicker(): ReactNode {
  const picked = (event: ChangeEvent<HTMLInputElement>): void => {
    openChosen(event.target.files);
    event.target.value = ''; // so that the same file can be picked again
  };
  return (
    <label className={styles.picker} title="Open capture (o)">
      <FolderOpen aria-hidden />
      <span className={styles.text}>Open capture</span>
      <input id={INPUT_ID} className="visually-hidden" type="file" multiple onChange={picked} />
    </label>
  );
}
