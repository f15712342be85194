import address from '../../workers/typescript.worker.ts?worker&url';
import { releaseProxy, wrap } from 'comlink';
import { failed, type Reply } from '../core/model/failure.ts';
import type { LanguageApi, Transpiled } from '../protocol/language.ts';
import { createGuard } from './guard.ts';
import type { Guard, Remote } from './guard.ts';
import { keepScript, startWorker } from './start-worker.ts';

/** Keeps what was transpiled last, so that running again needs no compiler. */
let last: { readonly code: string; readonly reply: Reply<Transpiled> } | undefined;
let guard: Guard<LanguageApi> | undefined;

/**
 * The TypeScript worker behind the calls of LanguageApi, started by the first of them, 1 MB compressed. None rejects,
 * none stays open: after its death the next `initialize` or `transpile` starts another one.
 */
export const language: LanguageApi = {
  initialize: () =>
    awake().call(
      (api) => api.initialize(),
      () => undefined,
    ),
  transpile: transpileOnce,
  inSource: (failure, mappings) =>
    awake().call(
      (api) => api.inSource(failure, mappings),
      () => failure,
    ),
  updateFile: (file) =>
    awake().call(
      (api) => api.updateFile(file),
      () => undefined,
    ),
  getLints: (question) =>
    awake().call(
      (api) => api.getLints(question),
      () => [],
    ),
  getAutocompletion: (question) =>
    awake().call(
      (api) => api.getAutocompletion(question),
      () => undefined,
    ),
  getHover: (question) =>
    awake().call(
      (api) => api.getHover(question),
      () => undefined,
    ),
};

/** Keeps the compiler’s script, 1 MB compressed, so that it asks the host for nothing when the editor opens. */
export const keepCompiler = (): Promise<void> => keepScript(address);

async function transpileOnce(code: string): Promise<Reply<Transpiled>> {
  if (last?.code === code) return last.reply;
  const reply = await awake().call<Reply<Transpiled>>((api) => api.transpile(code), failed);
  if (reply.ok) last = { code, reply };
  return reply;
}

function awake(): Guard<LanguageApi> {
  if (guard === undefined) guard = createGuard(startCompiler, () => undefined);
  else guard.revive();
  return guard;
}

function startCompiler(): Remote<LanguageApi> {
  const worker = startWorker(address, 'typescript');
  const remote = wrap<LanguageApi>(worker);
  return {
    api: remote,
    onDeath(died) {
      worker.addEventListener('error', ({ message }) => died(message || 'the compiler could not be started'), {
        once: true,
      });
    },
    terminate() {
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
