import { useCallback, useEffect, useState } from 'react';
import { runCode, setCode } from '../../../state/actions/run.ts';
import {
  addDocument,
  beginDocuments,
  chooseDocument,
  closeDocument,
  currentDocument,
  lendDocument,
  reopenDocument,
  useDocuments,
  writeDocument,
} from '../../../state/documents.ts';
import { getState, useStore } from '../../../state/store.ts';
import { EXAMPLES } from './examples/index.ts';

/** The code in the editor and what is done with it. */
export interface Code {
  readonly text: string;
  /** The document that it is. */
  readonly id: string;
  /** Takes what the person has written. */
  readonly write: (code: string) => void;
  /** Shows an example beside what was written. */
  readonly choose: (code: string) => void;
  readonly add: (code: string, file?: string) => void;
  readonly show: (id: string) => void;
  readonly close: () => void;
  readonly reopen: () => void;
  readonly run: () => void;
}

/** An editor that was emptied is not one that nobody has written into. */
const EMPTIED = '\n';

/**
 * The code of the store as the document that is in the editor: restored from the last visit unless the page came with one,
 * kept whenever the user writes, since code that fills the memory takes the page with it. What comes by a link or with a
 * sample stands in a document of its own.
 */
export function useCode(): Code {
  const [restored] = useState(() => beginDocuments(EXAMPLES[0].code));
  const inStore = useStore((state) => state.code);
  const { documents, current } = useDocuments();
  useEffect(() => {
    if (restored && getState().code === '') give();
  }, [restored]);
  useEffect(() => {
    if (inStore !== '' && inStore.trim() !== currentDocument()?.code.trim()) lendDocument(inStore);
  }, [inStore]);
  const text = documents.find(({ id }) => id === current)?.code ?? '';
  const write = useCallback((code: string) => {
    writeDocument(code);
    give();
  }, []);
  const run = useCallback(() => {
    give();
    void runCode();
  }, []);
  return { text, id: current, write, run, ...ACTIONS };
}

const ACTIONS = {
  choose: (code: string) => then(() => lendDocument(code)),
  add: (code: string, file?: string) => then(() => addDocument(code, file)),
  show: (id: string) => then(() => chooseDocument(id)),
  close: () => then(closeDocument),
  reopen: () => then(reopenDocument),
};

function then(change: () => void): void {
  change();
  give();
}

/** Gives the store the text in the editor, which links and runs take from there. */
function give(): void {
  const code = currentDocument()?.code ?? '';
  setCode(code === '' ? EMPTIED : code);
}
