import { expose } from 'comlink';
import { createWorker } from '@valtown/codemirror-ts/worker';
import ts from 'typescript';
import { inSource } from '../src/core/relational/code-failure.ts';
import { transpile } from '../src/core/relational/transpile.ts';
import { startEnvironment } from './typescript-environment.ts';

/** The compiler: transpiles the user's code, and answers the editor's questions about it. */
expose({
  ...createWorker(startEnvironment),
  transpile: (code: string) => transpile(ts, code),
  inSource,
});
