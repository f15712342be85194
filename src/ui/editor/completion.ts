import { snippet, type Completion, type CompletionContext, type CompletionSource } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { CompletionOption, LanguageApi } from '../../protocol/language.ts';
import { typeAndWords } from './type-words.ts';

/** Completion by the compiler: what is chosen brings its import, its parameters and their types. */
export function typescriptCompletion(api: LanguageApi, path: string): CompletionSource {
  return async ({ pos, explicit }: CompletionContext) => {
    const found = await api.getAutocompletion({ path, context: { pos, explicit } });
    if (found === undefined) return null;
    const options = found.options.map((option) => completionOf(option, api, path, pos));
    return { from: found.from, options, validFor: /^[\w$]*$/ };
  };
}

function completionOf(option: CompletionOption, api: LanguageApi, path: string, pos: number): Completion {
  const { label, boost, type, detail } = option;
  return {
    label,
    boost,
    ...(type !== undefined && { type }),
    ...(detail !== undefined && { detail }),
    ...((option.change !== undefined || option.snippet !== undefined) && {
      apply: (view: EditorView, completion: Completion, from: number, to: number) =>
        apply(view, option, completion, from, to),
    }),
    info: async () => {
      const words = await api.getCompletionWords({ path, pos, option });
      return words === undefined ? null : typeAndWords(words);
    },
  };
}

function apply(view: EditorView, option: CompletionOption, completion: Completion, from: number, to: number): void {
  snippet(option.snippet ?? option.label.replace(/[#$]/g, '\\$&'))(view, completion, from, to);
  // After it, so that the import does not move the place that is being written to.
  if (option.change !== undefined) view.dispatch({ changes: option.change });
}
