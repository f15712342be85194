import { expose } from 'comlink';
import { createSystem, createVirtualTypeScriptEnvironment, type VirtualTypeScriptEnvironment } from '@typescript/vfs';
import { createWorker } from '@valtown/codemirror-ts/worker';
import ts from 'typescript';
import { inSource } from '../src/core/relational/code-failure.ts';
import { transpile } from '../src/core/relational/transpile.ts';
import { libraryFiles } from './typescript-files.ts';

/** The compiler: transpiles the user's code, and answers the editor's questions about it. */
expose({
  ...createWorker(startEnvironment),
  transpile: (code: string) => transpile(ts, code),
  inSource,
});

function startEnvironment(): VirtualTypeScriptEnvironment {
  const files = libraryFiles();
  const roots = [...files.keys()].filter((path) => path.startsWith('/flowloom/'));
  return createVirtualTypeScriptEnvironment(createSystem(files), roots, ts, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts'],
    types: [],
    paths: { flowloom: ['/flowloom/core/relational/api.ts'] },
    strict: true,
    noEmit: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  });
}
