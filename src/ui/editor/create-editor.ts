import { javascript } from '@codemirror/lang-javascript';
import { Annotation, Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import type { LanguageApi } from '../../protocol/language.ts';
import { editorTheme } from './editor-theme.ts';
import { hasLanguage, languageExtensions } from './language-extensions.ts';
import { runMarks } from './run-marks.ts';

/** What the editor calls; read at each call, so it may change. */
export interface EditorCalls {
  onChange: (code: string) => void;
  onRun: () => void;
}

/** On changes that the page makes: they are not the user's, so nobody is told. */
const byPage = Annotation.define<true>();
/** Where the extensions of TypeScript come in once the compiler is there. */
const typescript = new Compartment();

/** A new state of the editor. `calls` are those in force when something happens. */
export function createState(code: string, label: string, calls: EditorCalls): EditorState {
  return EditorState.create({
    doc: code,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => (calls.onRun(), true) }])),
      basicSetup,
      javascript({ typescript: true }),
      editorTheme,
      runMarks,
      typescript.of([]),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      // An editable element can be focused without it, but not every checker knows.
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        const byUser = update.transactions.some((each) => each.docChanged && each.annotation(byPage) === undefined);
        if (byUser) calls.onChange(update.state.doc.toString());
      }),
    ],
  });
}

/** Shows a state in a shadow root, where style sheets may be constructed under `style-src 'self'`. */
export function openEditor(root: ShadowRoot, state: EditorState): EditorView {
  return new EditorView({ state, parent: root, root });
}

/** Adds completion, hover and errors, unless the state has kept them from before. */
export async function addLanguage(view: EditorView, api: LanguageApi, isStillOpen: () => boolean): Promise<void> {
  if (hasLanguage(view.state)) return;
  await api.initialize();
  if (isStillOpen()) view.dispatch({ effects: typescript.reconfigure(languageExtensions(api)) });
}

/** Puts another text in place of the one there is; it can be undone. */
export function replaceCode(view: EditorView, code: string): void {
  if (view.state.doc.toString() === code) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code }, annotations: byPage.of(true) });
}
