import { javascript } from '@codemirror/lang-javascript';
import { forceLinting } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import type { LanguageApi } from '../../protocol/language.ts';
import type { CodeMark } from '../../state/engine-port.ts';
import { differenceOf } from './difference.ts';
import { editorTheme } from './editor-theme.ts';
import { CODE_PATH } from '../../state/type-check.ts';
import { hasLanguage, languageExtensions } from './language-extensions.ts';
import { runMarks } from './run-marks.ts';

/** What the editor calls; read at each call, so it may change. */
export interface EditorCalls {
  onChange: (code: string) => void;
  onRun: () => void;
  onErrors: (errors: readonly CodeMark[]) => void;
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
export async function addLanguage(
  view: EditorView,
  api: LanguageApi,
  calls: EditorCalls,
  isStillOpen: () => boolean,
): Promise<void> {
  if (hasLanguage(view.state)) return takeUp(view, api);
  await ready(api);
  if (isStillOpen()) view.dispatch({ effects: typescript.reconfigure(languageExtensions(api, calls)) });
}

/** The compiler has one text, which may be another document's by now. */
async function takeUp(view: EditorView, api: LanguageApi): Promise<void> {
  await api.updateFile({ path: CODE_PATH, code: view.state.doc.toString() });
  forceLinting(view);
}

let starting: { readonly api: LanguageApi; readonly done: Promise<void> } | undefined;

/** Starts the language service once: each start takes a second or two. */
function ready(api: LanguageApi): Promise<void> {
  if (starting?.api !== api) starting = { api, done: api.initialize() };
  return starting.done;
}

/** Puts another text in place of the one there is, as far as they differ; it can be undone. */
export function replaceCode(view: EditorView, code: string): void {
  const before = view.state.doc.toString();
  if (before === code) return;
  const changes = differenceOf(before, code);
  view.dispatch({ changes, annotations: byPage.of(true), scrollIntoView: true });
}
