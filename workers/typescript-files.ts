import api from '../src/core/relational/api.ts?raw';
import flow from '../src/core/relational/flow.ts?raw';
import openFlows from '../src/core/relational/open-flows.ts?raw';
import stream from '../src/core/relational/relational-stream.ts?raw';
import event from '../src/core/model/event.ts?raw';
import units from '../src/core/model/units.ts?raw';
import sources from '../src/core/relational/sources.ts?raw';

/** Type libraries of ES2022 without those of the page (`document`, `fetch`): the sandbox has none of it. */
const libraries = import.meta.glob<string>(
  '/node_modules/typescript/lib/lib.{es5,es2015,es2016,es2017,es2018,es2019,es2020,es2021,es2022,decorators}*.d.ts',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

/** The builder of sequences, plugins and links, and what their types are made of. */
const sequences = import.meta.glob<string>(
  [
    '/src/core/relational/sequence/*.ts',
    '!/src/core/relational/sequence/definition-run.ts',
    '/src/core/relational/operators/{flow-plugin,links,nfstream-names,printers}.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** What events of other sources are. */
const records = import.meta.glob<string>(
  '/src/core/model/{record-event,flow-event,line-event,message-*,column,flow-feature,tcp-flags}.ts',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

/** What code in the sandbox finds among its globals, besides the language. */
const GLOBALS = `
import type * as flowloom from 'flowloom';
declare global {
  const Flow: typeof flowloom.Flow;
  type Flow<E> = flowloom.Flow<E>;
  const RelationalStream: typeof flowloom.RelationalStream;
  type RelationalStream<E> = flowloom.RelationalStream<E>;
  type PacketEvent = flowloom.PacketEvent;
  const sequence: typeof flowloom.sequence;
  const hosts: typeof flowloom.hosts;
  /** Writes to the pane below the editor: the first thousand lines of a run. */
  const console: Record<'log' | 'info' | 'debug' | 'warn' | 'error', (...values: unknown[]) => void>;
}
`;

/** The virtual disk of the compiler: libraries at the root, the module 'flowloom' under /flowloom/. */
export function libraryFiles(): Map<string, string> {
  const files = new Map([
    ['/flowloom/globals.d.ts', GLOBALS],
    ['/flowloom/core/relational/api.ts', api],
    ['/flowloom/core/relational/flow.ts', flow],
    ['/flowloom/core/relational/sources.ts', sources],
    ['/flowloom/core/relational/open-flows.ts', openFlows],
    ['/flowloom/core/relational/relational-stream.ts', stream],
    ['/flowloom/core/model/event.ts', event],
    ['/flowloom/core/model/units.ts', units],
  ]);
  for (const [path, text] of Object.entries({ ...sequences, ...records }))
    files.set(path.replace('/src/', '/flowloom/'), text);
  for (const [path, text] of Object.entries(libraries)) files.set(path.slice(path.lastIndexOf('/')), text);
  return files;
}
