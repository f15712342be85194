import address from '../../workers/typescript.worker.ts?worker&url';
import { releaseProxy, wrap } from 'comlink';
import type { LanguageApi } from '../protocol/language.ts';
import type { Remote } from './guard.ts';
import { createLanguage } from './language.ts';
import { keepScript, startWorker } from './start-worker.ts';

/** The TypeScript workers behind the calls of LanguageApi; their script is 1 MB compressed. */
export const language: LanguageApi = createLanguage(startCompiler);

/** Keeps the compiler’s script, 1 MB compressed, so that it asks the host for nothing when the editor opens. */
export const keepCompiler = (): Promise<void> => keepScript(address);

function startCompiler(): Remote<LanguageApi> {
  const worker = startWorker(address, 'typescript');
  const remote = wrap<LanguageApi>(worker);
  return {
    api: remote,
    onDeath(died) {
      worker.addEventListener('error', ({ message }) => died(message || 'it could not be started'), { once: true });
    },
    terminate() {
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
