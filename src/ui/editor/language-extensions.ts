import { autocompletion } from '@codemirror/autocomplete';
import { linter, type Diagnostic } from '@codemirror/lint';
import type { EditorState, Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { tsFacetWorker, tsHoverWorker, tsSyncWorker, type HoverInfo } from '@valtown/codemirror-ts';
import type { WorkerShape } from '@valtown/codemirror-ts/worker';
import type { LanguageApi } from '../../protocol/language.ts';
import type { CodeMark } from '../../state/engine-port.ts';
import { CODE_PATH, formattedCode, markInCode } from '../../state/type-check.ts';
import { differenceOf } from './difference.ts';
import { typescriptCompletion } from './completion.ts';
import { signatureHelp } from './signature-help.ts';
import { typeAndWords } from './type-words.ts';

/** Whom the editor tells what the compiler says. */
interface Told {
  readonly onErrors: (errors: readonly CodeMark[]) => void;
}

/** Completion, parameters, hover, errors and layout by TypeScript; the compiler must have been initialized. */
export function languageExtensions(api: LanguageApi, told: Told): Extension {
  // LanguageApi is WorkerShape without comlink's own members, which codemirror-ts does not use.
  const worker = api as unknown as WorkerShape;
  return [
    tsFacetWorker.of({ worker, path: CODE_PATH }),
    tsSyncWorker(),
    linter((view) => lint(view, api, told)),
    tsHoverWorker({ renderTooltip: (info) => ({ dom: renderHover(info) }) }),
    signatureHelp(api, CODE_PATH),
    autocompletion({ override: [typescriptCompletion(api, CODE_PATH)] }),
    keymap.of([{ key: 'Shift-Alt-f', run: (view) => (void formatCode(view), true) }]),
  ];
}

/** Whether a state has them. */
export function hasLanguage(state: EditorState): boolean {
  // Without a value the facet is an empty object, whatever its type says.
  return (state.facet(tsFacetWorker) as { readonly worker?: unknown } | null)?.worker !== undefined;
}

/** Lays the text out evenly, one step for undo; nothing happens if it was changed meanwhile. */
async function formatCode(view: EditorView): Promise<void> {
  const { doc } = view.state;
  const code = await formattedCode(doc.toString());
  if (view.state.doc === doc) view.dispatch({ changes: differenceOf(doc.toString(), code) });
}

async function lint(view: EditorView, api: LanguageApi, told: Told): Promise<readonly Diagnostic[]> {
  const { doc } = view.state;
  const marks = await api.getLints({ path: CODE_PATH, diagnosticCodesToIgnore: [] });
  if (view.state.doc === doc) told.onErrors(marks.map((mark) => markInCode(mark, doc.toString())));
  return marks;
}

/** Type and documentation of what is under the pointer, as plain text. */
function renderHover({ quickInfo }: HoverInfo): HTMLElement {
  const text = (parts: readonly { readonly text: string }[] | undefined): string =>
    (parts ?? []).map((part) => part.text).join('');
  return typeAndWords({ type: text(quickInfo?.displayParts), words: text(quickInfo?.documentation) });
}
