import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { keymap, showTooltip, ViewPlugin, type EditorView, type Tooltip, type ViewUpdate } from '@codemirror/view';
import type { LanguageApi } from '../../protocol/language.ts';
import { typeAndWords } from './type-words.ts';

const setTip = StateEffect.define<Tooltip | undefined>();

const tipField = StateField.define<Tooltip | undefined>({
  create: () => undefined,
  update(tip, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(setTip)) return effect.value;
    return docChanged || selection ? undefined : tip;
  },
  provide: (field) => showTooltip.from(field, (tip) => tip ?? null),
});

/** What the call takes that is being written, above the line, from `(` or `,` on; Escape takes it away. */
export function signatureHelp(api: LanguageApi, path: string): Extension {
  const plugin = ViewPlugin.define((view) => ({
    update(update: ViewUpdate) {
      const pos = update.state.selection.main.head;
      if (update.docChanged && /[(,]\s?$/.test(update.state.sliceDoc(Math.max(0, pos - 2), pos))) void ask(view, pos);
    },
  }));
  const ask = async (view: EditorView, pos: number): Promise<void> => {
    const words = await api.getSignature({ path, pos });
    if (words === undefined || view.state.selection.main.head !== pos || !view.hasFocus) return;
    const tip: Tooltip = { pos, above: true, create: () => ({ dom: typeAndWords(words) }) };
    view.dispatch({ effects: setTip.of(tip) });
  };
  const close = (view: EditorView): boolean => {
    if (view.state.field(tipField) === undefined) return false;
    view.dispatch({ effects: setTip.of(undefined) });
    return true;
  };
  return [tipField, plugin, keymap.of([{ key: 'Escape', run: close }])];
}
