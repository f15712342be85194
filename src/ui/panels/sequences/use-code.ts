import { useCallback, useEffect } from 'react';
import { keepText, keptText } from '../../../base/kept-texts.ts';
import { runCode, setCode } from '../../../state/actions/run.ts';
import { getState, useStore } from '../../../state/store.ts';
import { EXAMPLES } from './examples/index.ts';

/** The code in the editor and what is done with it. */
export interface Code {
  readonly text: string;
  readonly write: (code: string) => void;
  /** Puts an example in place of it. */
  readonly choose: (code: string) => void;
  readonly run: () => void;
}

/** What the person has written last. */
const KEY = 'flowloom:code';
/** While nothing has been written, the first example stands in the editor. */
const FIRST = EXAMPLES[0].code;
/** An editor that was emptied is not one that nobody has written into. */
const EMPTIED = '\n';

/**
 * The code of the store: restored from the last visit unless the page came with one, kept whenever the user writes,
 * and before each run, since code that fills the memory takes the page with it.
 */
export function useCode(): Code {
  const text = useStore((state) => (state.code === '' ? FIRST : state.code));
  useEffect(() => {
    const saved = keptText(KEY);
    if (getState().code === '' && saved !== undefined) setCode(saved);
  }, []);
  const write = useCallback((code: string) => {
    setCode(code === '' ? EMPTIED : code);
    keepText(KEY, code);
  }, []);
  const run = useCallback(() => {
    if (getState().code === '') setCode(FIRST);
    void runCode();
  }, []);
  return { text, write, choose: setCode, run };
}
