import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { CodeMark } from '../../state/engine-port.ts';
import { language } from '../../state/language-port.ts';
import { addLanguage, createState, openEditor, replaceCode } from './create-editor.ts';
import type { EditorCalls } from './create-editor.ts';
import { showMarks, showPlace } from './run-marks.ts';
import styles from './CodeEditor.module.css';

export interface CodeEditorProps {
  /** Accessible name. */
  readonly label: string;
  /** Which document it is: each has a cursor and a history of its own. */
  readonly document: string;
  readonly code: string;
  readonly onChange: (code: string) => void;
  /** Ctrl or Cmd and Enter. */
  readonly onRun: () => void;
  /** What the compiler says about the types, whenever it has looked. */
  readonly onErrors: (errors: readonly CodeMark[]) => void;
  /** What the last run says about the code; the same array until it changes. */
  readonly marks: readonly CodeMark[];
  /** A place to go to; another object each time. */
  readonly goTo?: CodeMark | undefined;
}

/** An editor for TypeScript with the types of relational flows. Tab leaves it, as it leaves every field. */
export function CodeEditor({
  label,
  document,
  code,
  onChange,
  onRun,
  onErrors,
  marks,
  goTo,
}: CodeEditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  // Kept while the panel is hidden or another document is shown, with cursor and history.
  const kept = useRef(new Map<string, EditorState>());
  const calls = useRef<EditorCalls>({ onChange, onRun, onErrors });
  const latest = useRef({ code, label });
  const shown = useRef<readonly CodeMark[]>(undefined);

  useEffect(() => {
    calls.current.onChange = onChange;
    calls.current.onRun = onRun;
    calls.current.onErrors = onErrors;
    latest.current = { code, label };
  });

  useEffect(() => {
    if (host.current === null) return undefined;
    const states = kept.current;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const state = states.get(document) ?? createState(latest.current.code, latest.current.label, calls.current);
    const editor = openEditor(root, state);
    view.current = editor;
    void language().then((api) => api && addLanguage(editor, api, calls.current, () => view.current === editor));
    return () => {
      states.set(document, editor.state);
      view.current = undefined;
      editor.destroy();
    };
  }, [document]);

  useEffect(() => {
    if (view.current !== undefined) replaceCode(view.current, code);
  }, [document, code]);

  useEffect(() => {
    if (view.current === undefined || shown.current === marks) return;
    shown.current = marks;
    showMarks(view.current, marks);
  }, [marks]);

  useEffect(() => {
    if (view.current !== undefined && goTo !== undefined) showPlace(view.current, goTo);
  }, [goTo]);

  return <div ref={host} className={styles.host} data-editor />;
}
