import { linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField, type Extension, type Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { CodeMark } from '../../state/engine-port.ts';

const setMarks = StateEffect.define<readonly CodeMark[]>();

/** Marks of the last run; gone with the first change, as their places are no longer right. */
const marksField = StateField.define<readonly CodeMark[]>({
  create: () => [],
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return effect.value;
    return transaction.docChanged ? [] : marks;
  },
});

/** Shows what a run said about the code, beside what the compiler says. */
export const runMarks: Extension = [
  marksField,
  lintGutter(),
  linter((view) => view.state.field(marksField).map((mark) => diagnosticOf(mark, view.state.doc)), {
    delay: 0,
    needsRefresh: ({ state, startState }) => state.field(marksField) !== startState.field(marksField, false),
  }),
];

/** Marks the code and brings the first mark into view. */
export function showMarks(view: EditorView, marks: readonly CodeMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
  const [first] = marks;
  if (first === undefined) return;
  const { from } = diagnosticOf(first, view.state.doc);
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
}

/** Goes to a place, with the focus. */
export function showPlace(view: EditorView, mark: CodeMark): void {
  view.dispatch({ selection: { anchor: diagnosticOf(mark, view.state.doc).from }, scrollIntoView: true });
  view.focus();
}

/** From the mark to the end of its word, or of its line; a mark beyond the text stands on its last line. */
export function diagnosticOf(mark: CodeMark, doc: Text): Diagnostic {
  const line = doc.line(Math.max(1, Math.min(mark.line, doc.lines)));
  const from = Math.min(line.from + Math.max(0, mark.column - 1), line.to);
  const word = /^[\w$]+/.exec(line.text.slice(from - line.from));
  const to = word === null ? line.to : from + word[0].length;
  return { from, to, severity: mark.severity, message: mark.message, source: 'run' };
}
