import ts from 'typescript';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import type { UserModule } from '../../../src/core/relational/relational-run.ts';
import { transpile } from '../../../src/core/relational/transpile.ts';
import { MODULE_TEXT, withModuleAddress } from '../../../src/core/relational/user-module.ts';

provideModule(globalThis);

const dataUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;

/** A module in TypeScript, compiled and loaded as the sandbox does. */
export async function loadedModule(source: string): Promise<UserModule> {
  const compiled = transpile(ts, source);
  if (!compiled.ok) throw new Error(compiled.failure.detail);
  const { code } = compiled.value;
  const address = dataUrl(withModuleAddress(code, dataUrl(MODULE_TEXT)));
  const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  return { exports, code, address };
}
