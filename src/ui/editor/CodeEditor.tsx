import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { CodeMark } from '../../state/engine-port.ts';
import { language } from '../../state/language-port.ts';
import { addLanguage, createState, openEditor, replaceCode } from './create-editor.ts';
import type { EditorCalls } from './create-editor.ts';
import { showMarks } from './run-marks.ts';
import styles from './CodeEditor.module.css';

export interface CodeEditorProps {
  /** Accessible name. */
  readonly label: string;
  readonly code: string;
  readonly onChange: (code: string) => void;
  /** Ctrl or Cmd and Enter. */
  readonly onRun: () => void;
  /** What the last run says about the code; the same array until it changes. */
  readonly marks: readonly CodeMark[];
}

/** An editor for TypeScript with the types of relational flows. Tab leaves it, as it leaves every field. */
export function CodeEditor({ label, code, onChange, onRun, marks }: CodeEditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  // Kept while the panel is hidden, with cursor and history.
  const kept = useRef<EditorState>(undefined);
  const calls = useRef<EditorCalls>({ onChange, onRun });
  const first = useRef({ code, label });
  const shown = useRef<readonly CodeMark[]>(undefined);

  useEffect(() => {
    calls.current.onChange = onChange;
    calls.current.onRun = onRun;
  }, [onChange, onRun]);

  useEffect(() => {
    if (host.current === null) return undefined;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const state = kept.current ?? createState(first.current.code, first.current.label, calls.current);
    const editor = openEditor(root, state);
    view.current = editor;
    void language().then((api) => api && addLanguage(editor, api, () => view.current === editor));
    return () => {
      kept.current = editor.state;
      view.current = undefined;
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    if (view.current !== undefined) replaceCode(view.current, code);
  }, [code]);

  useEffect(() => {
    if (view.current === undefined || shown.current === marks) return;
    shown.current = marks;
    showMarks(view.current, marks);
  }, [marks]);

  return <div ref={host} className={styles.host} data-editor />;
}
