import { answered, failed, type Failure, type Reply } from '../core/model/failure.ts';
import type { LanguageApi, LanguageMark, Transpiled } from '../protocol/language.ts';
import type { Remote } from './guard.ts';
import { canKeepScripts, keepCompiled, keptScript } from './kept-scripts.ts';
import { watch, type Watched } from './deadlines.ts';

/** Milliseconds in which code without types is compiled; it takes some hundredths of a second. */
export const COMPILE_MS = 10_000;
/** Milliseconds in which a question of the editor is answered: types can be made that are never worked out. */
export const CHECK_MS = 20_000;

const TOO_LONG: Failure = {
  code: 'code-syntax',
  detail: `The compiler came to no end with this code in ${COMPILE_MS / 1000} seconds.`,
};

const UNCHECKED: LanguageMark = {
  from: 0,
  to: 0,
  severity: 'warning',
  message:
    'The types are not checked: the compiler did not answer and was ended. It starts again with the next change. The code can be run.',
};

/**
 * The calls of LanguageApi over two compilers: one takes types away for runs, the other answers the editor's questions
 * about types, and no question about types keeps a run waiting. Each is started by the first call that needs it. None
 * rejects, none stays open: a compiler that is late is ended, and started anew when it is needed.
 */
export function createLanguage(start: () => Remote<LanguageApi>): LanguageApi {
  return { ...runCalls(watch(start)), ...editorCalls(watch(start)) };
}

function runCalls(compiler: Watched<LanguageApi>): Pick<LanguageApi, 'transpile' | 'inSource'> {
  // What was transpiled last, so that running again needs no compiler.
  let last: { readonly code: string; readonly reply: Reply<Transpiled> } | undefined;
  return {
    async transpile(code) {
      if (last?.code === code) return last.reply;
      const kept = canKeepScripts() ? await keptScript(code) : undefined;
      if (kept !== undefined) return answered(kept);
      const reply = await compiler.ask<Reply<Transpiled>>((api) => api.transpile(code), notTranspiled, COMPILE_MS);
      if (reply.ok) {
        last = { code, reply };
        if (canKeepScripts()) void keepCompiled(code, reply.value);
      }
      return reply;
    },
    inSource: (failure, mappings) =>
      compiler.ask(
        (api) => api.inSource(failure, mappings),
        () => withoutPlace(failure),
        COMPILE_MS,
      ),
  };
}

function notTranspiled(failure: Failure, isLate: boolean): Reply<Transpiled> {
  if (isLate) return failed(TOO_LONG);
  return failed(
    failure.code === 'worker-died' ? { ...failure, detail: `the compiler: ${failure.detail ?? ''}` } : failure,
  );
}

function withoutPlace({ line: _line, column: _column, ...failure }: Failure): Failure {
  return failure;
}

type EditorCalls = Omit<LanguageApi, 'transpile' | 'inSource'>;

function editorCalls(checker: Watched<LanguageApi>): EditorCalls {
  const initialize = (): Promise<void> => checker.ask((api) => api.initialize(), nothing, CHECK_MS);
  // Only a change of the text starts a compiler again that has been ended: with the same text it would be stuck again.
  const question = <Answer>(
    call: (api: LanguageApi) => Promise<Answer>,
    none: Answer,
    dead = none,
  ): Promise<Answer> => {
    if (!checker.isAlive()) return Promise.resolve(dead);
    return checker.ask(call, ({ code }) => (code === 'worker-died' ? dead : none), CHECK_MS);
  };
  return {
    initialize,
    updateFile(file) {
      if (!checker.isAlive()) void initialize(); // answered first, as it is asked first
      return checker.ask((api) => api.updateFile(file), nothing, CHECK_MS);
    },
    getLints: (asked) => question((api) => api.getLints(asked), [], [UNCHECKED]),
    getAutocompletion: (asked) => question((api) => api.getAutocompletion(asked), undefined),
    getCompletionWords: (asked) => question((api) => api.getCompletionWords(asked), undefined),
    getSignature: (asked) => question((api) => api.getSignature(asked), undefined),
    getFormatting: (asked) => question((api) => api.getFormatting(asked), []),
    getHover: (asked) => question((api) => api.getHover(asked), undefined),
  };
}

function nothing(): void {}
