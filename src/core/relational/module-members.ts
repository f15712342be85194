import { Flow } from './flow.ts';
import { FlowPlugin } from './operators/flow-plugin.ts';
import { link, linkFlows, source, table, tagFlows, tagger } from './operators/links.ts';
import { printer, summary } from './operators/printers.ts';
import { RelationalStream } from './relational-stream.ts';
import { sequence } from './sequence/builder.ts';
import { hosts } from './sequence/key.ts';
import { window } from './sequence/window-builder.ts';
import { MODULE_GLOBAL } from './user-module.ts';

/**
 * Puts what users' modules import from 'flowloom' where MODULE_TEXT finds it, and of it what classes and sequences need
 * among the globals, but for `window`: that name belongs to pages, and code may ask by it where it runs.
 */
export function provideModule(scope: object): void {
  const members = { Flow, RelationalStream, sequence, hosts };
  const operators = { FlowPlugin, link, tagger, linkFlows, tagFlows, source, table, printer, summary };
  Object.assign(scope, members, { [MODULE_GLOBAL]: { ...members, ...operators, window } });
}
