import { Console } from 'node:console';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answered, failed, type Failure, type Reply } from '../../core/model/failure.ts';
import { failureOfThrown, inSource } from '../../core/relational/code-failure.ts';
import type { EventNeeds } from '../../core/model/event-needs.ts';
import { eventNeeds } from '../../core/model/event-needs.ts';
import { provideModule } from '../../core/relational/module-members.ts';
import type { UserModule } from '../../core/relational/relational-run.ts';
import { transpile } from '../../core/relational/transpile.ts';
import { MODULE_TEXT, withModuleAddress } from '../../core/relational/user-module.ts';
import { knownNeeds } from '../../core/session/events/event-batches.ts';

/** A user's module in Node. There is no sandbox: it runs with the rights of who started the program. */
export interface UserCode {
  readonly module: UserModule;
  /** What it names of packets; bytes cost another reading of the capture. */
  readonly needs: EventNeeds;
  /** The failure with its place in the TypeScript. */
  inSource(failure: Failure): Failure;
}

/** Reads, compiles and loads a TypeScript file. The failure is a file that cannot be read, or the code's first error. */
export async function loadUserCode(path: string): Promise<Reply<UserCode>> {
  const source = readText(path);
  if (!source.ok) return source;
  const { default: compiler } = await import('typescript');
  const compiled = transpile(compiler, source.value);
  if (!compiled.ok) return compiled;
  const { code, mappings } = compiled.value;
  const loaded = await load(code);
  if (!loaded.ok) return failed(inSource(loaded.failure, mappings));
  const needs = knownNeeds(eventNeeds(code));
  return answered({ module: loaded.value, needs, inSource: (failure) => inSource(failure, mappings) });
}

function readText(path: string): Reply<string> {
  try {
    return answered(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed('unreadable', error instanceof Error ? error.message : String(error));
  }
}

/**
 * Imports the code from a temporary file, which is deleted again at once. Module and program share the classes through a
 * global, as in the page's sandbox.
 */
async function load(code: string): Promise<Reply<UserModule>> {
  provideModule(globalThis);
  globalThis.console = new Console(process.stderr); // standard output has the rows
  const folder = mkdtempSync(join(tmpdir(), 'flowloom-'));
  const address = writeModule(
    folder,
    'flow.mjs',
    withModuleAddress(code, writeModule(folder, 'flowloom.mjs', MODULE_TEXT)),
  );
  try {
    const exports = (await import(/* @vite-ignore */ address)) as Readonly<Record<string, unknown>>;
    return answered({ exports, code, address });
  } catch (thrown) {
    return failed(failureOfThrown(thrown, address));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes a module; its address. */
function writeModule(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}
