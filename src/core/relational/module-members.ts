import { Flow } from './flow.ts';
import { RelationalStream } from './relational-stream.ts';
import { sequence } from './sequence/builder.ts';
import { hosts } from './sequence/key.ts';
import { window } from './sequence/window-builder.ts';
import { MODULE_GLOBAL } from './user-module.ts';

/**
 * Puts what users' modules import from 'flowloom' where MODULE_TEXT finds it, and all of it but `window` among the globals:
 * that name belongs to pages, and code may ask by it where it runs.
 */
export function provideModule(scope: object): void {
  const members = { Flow, RelationalStream, sequence, hosts };
  Object.assign(scope, members, { [MODULE_GLOBAL]: { ...members, window } });
}
