import { failed } from '../core/model/failure.ts';
import type { LanguageApi } from '../protocol/language.ts';
import { describeBug } from './guard.ts';
import type { Runner } from './lazy-runner.ts';
import { openSandbox } from './sandbox-frame.ts';
import { SandboxRun } from './sandbox-run.ts';
import { language } from './typescript.ts';

/**
 * Runs users' TypeScript over the packets of the data worker: transpiled in the TypeScript worker, run in a sandbox of
 * its own, which is thrown away after the run. One run at a time; another one stops it.
 */
export function createSandboxRunner(compiler: LanguageApi = language, open: typeof openSandbox = openSandbox): Runner {
  let current: SandboxRun | undefined;
  return {
    async run(code, options, data, onProgress) {
      current?.end({ code: 'stopped' });
      const run = new SandboxRun(data, options, onProgress, open);
      current = run;
      try {
        return await run.whole(compiler, code);
      } catch (error) {
        return failed(describeBug(error));
      } finally {
        run.close();
      }
    },
    stop: () => current?.end({ code: 'stopped' }),
  };
}
