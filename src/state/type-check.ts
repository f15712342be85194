import { create } from 'zustand';
import type { LanguageMark } from '../protocol/language.ts';
import type { CodeMark } from './engine-port.ts';
import { language } from './language-port.ts';

/** Where the compiler keeps the text of the editor. */
export const CODE_PATH = '/flow.ts';

/** What the compiler said about the types of the code that was run last; undefined while it has not answered. */
export const useTypeCheck = create<{ readonly errors: readonly CodeMark[] | undefined }>()(() => ({
  errors: undefined,
}));

let checks = 0;

/** Asks the compiler about the types of what is being run, beside the run, which does not wait for it. */
export async function checkTypes(code: string): Promise<void> {
  const check = (checks += 1);
  useTypeCheck.setState({ errors: undefined });
  const api = await language();
  if (api === undefined) return;
  await api.updateFile({ path: CODE_PATH, code });
  const marks = await api.getLints({ path: CODE_PATH, diagnosticCodesToIgnore: [] });
  if (check === checks) useTypeCheck.setState({ errors: marks.map((mark) => markInCode(mark, code)) });
}

/** The code laid out evenly; as it is, if there is no compiler or it cannot. */
export async function formattedCode(code: string): Promise<string> {
  const api = await language();
  if (api === undefined) return code;
  await api.updateFile({ path: CODE_PATH, code });
  const changes = await api.getFormatting({ path: CODE_PATH });
  return changes.reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), code);
}

/** What the compiler says, by line and column. */
export function markInCode({ from, severity, message }: LanguageMark, code: string): CodeMark {
  const before = code.slice(0, from);
  return {
    line: before.split('\n').length,
    column: from - before.lastIndexOf('\n'),
    message,
    severity: severity === 'error' ? 'error' : 'warning',
  };
}
