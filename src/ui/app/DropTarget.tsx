import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { filesOfDrop } from '../../state/file-handles.ts';
import { openChosen } from './FilePicker.tsx';
import styles from './DropTarget.module.css';

/** Takes files that are dropped anywhere on the page, and shows that it would while they are dragged over it. */
export function DropTarget(): ReactNode {
  const [over, setOver] = useState(false);
  useEffect(() => listenForDrops(setOver), []);
  if (!over) return undefined;
  return (
    <div className={styles.overlay} aria-hidden>
      <div className={styles.frame}>
        <FileDown />
        Drop the capture to open it
      </div>
    </div>
  );
}

function listenForDrops(setOver: (over: boolean) => void): () => void {
  const abort = new AbortController();
  const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void): void =>
    document.addEventListener(type, (event) => hasFiles(event) && act(event), { signal: abort.signal });
  const allow = (event: DragEvent): void => {
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  listen('dragenter', allow);
  listen('dragover', allow);
  listen('dragleave', (event) => {
    if (event.relatedTarget === null) setOver(false); // it has left the page, not just one element
  });
  listen('drop', (event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer !== null) openChosen(filesOfDrop(event.dataTransfer));
  });
  return () => abort.abort();
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
