import { createSystem, createVirtualTypeScriptEnvironment, type VirtualTypeScriptEnvironment } from '@typescript/vfs';
import ts from 'typescript';
import { libraryFiles } from './typescript-files.ts';

/** The language service over a virtual disk with the language's libraries and the module 'flowloom'. */
export function startEnvironment(): VirtualTypeScriptEnvironment {
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
