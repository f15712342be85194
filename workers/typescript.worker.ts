import { expose } from 'comlink';
import { createWorker } from '@valtown/codemirror-ts/worker';
import ts from 'typescript';
import { inSource } from '../src/core/relational/code-failure.ts';
import { transpile } from '../src/core/relational/transpile.ts';
import type { CompletionAsked, CompletionOption, LanguageApi, LanguageMark } from '../src/protocol/language.ts';
import { completionsAt, completionWords, formattingOf, signatureAt } from './typescript-completion.ts';
import { startEnvironment } from './typescript-environment.ts';
import { unkeyedDefinitions } from './typescript-unkeyed.ts';

const service = createWorker(startEnvironment);
type Environment = ReturnType<typeof startEnvironment>;

/** What is answered once there is a document to be asked about. */
function over<Answer>(path: string, ask: (env: Environment) => Answer): Answer | undefined {
  // Undefined before `initialize`, whatever its type says.
  const env = service.getEnv() as Environment | undefined;
  return env?.getSourceFile(path) === undefined ? undefined : ask(env);
}

/** Definitions of a document without a key. */
function unkeyedIn(env: Environment, path: string): readonly LanguageMark[] {
  const file = env.getSourceFile(path);
  return file === undefined ? [] : unkeyedDefinitions(file);
}

/** The compiler: transpiles the user's code, and answers the editor's questions about it. */
expose({
  ...service,
  getAutocompletion: (asked: CompletionAsked) => over(asked.path, (env) => completionsAt(env, asked)),
  getCompletionWords: ({ path, pos, option }: { path: string; pos: number; option: CompletionOption }) =>
    over(path, (env) => completionWords(env, path, pos, option)),
  getSignature: ({ path, pos }: { path: string; pos: number }) => over(path, (env) => signatureAt(env, path, pos)),
  getFormatting: ({ path }: { path: string }) => over(path, (env) => formattingOf(env, path)) ?? [],
  getLints: (asked: Parameters<LanguageApi['getLints']>[0]) => [
    ...service.getLints({ ...asked, diagnosticCodesToIgnore: [...asked.diagnosticCodesToIgnore] }),
    ...(over(asked.path, (env) => unkeyedIn(env, asked.path)) ?? []),
  ],
  transpile: (code: string) => transpile(ts, code),
  inSource,
});
