import { autocompletion } from '@codemirror/autocomplete';
import type { EditorState, Extension } from '@codemirror/state';
import {
  tsAutocompleteWorker,
  tsFacetWorker,
  tsHoverWorker,
  tsLinterWorker,
  tsSyncWorker,
  type HoverInfo,
} from '@valtown/codemirror-ts';
import type { WorkerShape } from '@valtown/codemirror-ts/worker';
import type { LanguageApi } from '../../protocol/language.ts';

/** Where the compiler keeps the text of the editor. */
const PATH = '/flow.ts';

/** Completion, hover and errors of TypeScript; the compiler must have been initialized. */
export function languageExtensions(api: LanguageApi): Extension {
  // LanguageApi is WorkerShape without comlink's own members, which codemirror-ts does not use.
  const worker = api as unknown as WorkerShape;
  return [
    tsFacetWorker.of({ worker, path: PATH }),
    tsSyncWorker(),
    tsLinterWorker(),
    tsHoverWorker({ renderTooltip: (info) => ({ dom: renderHover(info) }) }),
    autocompletion({ override: [tsAutocompleteWorker()] }),
  ];
}

/** Whether a state has them. */
export function hasLanguage(state: EditorState): boolean {
  // Without a value the facet is an empty object, whatever its type says.
  return (state.facet(tsFacetWorker) as { readonly worker?: unknown } | null)?.worker !== undefined;
}

/** Type and documentation of what is under the pointer, as plain text. */
function renderHover({ quickInfo }: HoverInfo): HTMLElement {
  const root = document.createElement('div');
  append(root, 'cm-hover-type', quickInfo?.displayParts);
  append(root, 'cm-hover-text', quickInfo?.documentation);
  return root;
}

function append(root: HTMLElement, className: string, parts: readonly { readonly text: string }[] | undefined): void {
  if (parts === undefined || parts.length === 0) return;
  const part = document.createElement('span');
  part.className = className;
  part.textContent = parts.map(({ text }) => text).join('');
  root.append(part);
}
