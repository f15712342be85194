import { NO_NEEDS } from '../../../src/core/model/event-needs.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { EventBatches } from '../../../src/core/session/events/event-batches.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CASES } from './cases.ts';

/** As many as the page sends at a time. */
const BATCH = 65_536;

provideModule(globalThis);

addEventListener(
  'message',
  (event: MessageEvent<File>) => void measure(event.data).then((direct) => postMessage({ direct })),
);

/** Milliseconds for the batches of a capture, the matching and its collection, all in this worker. */
async function measure(file: File): Promise<number> {
  const tables = await read(file);
  const bytes = {
    read: async (from: number, length: number) => new Uint8Array(await file.slice(from, from + length).arrayBuffer()),
  };
  await run(tables, bytes);
  const began = performance.now();
  await run(tables, bytes);
  return performance.now() - began;
}

async function read(file: File): Promise<CaptureTables> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const reader = file.stream().getReader();
  const next = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => (await reader.read()).value;
  await new CaptureReading(tables).read({ next }, file.name, file.size);
  tables.finish();
  return tables;
}

async function run(tables: CaptureTables, bytes: ConstructorParameters<typeof EventBatches>[1]): Promise<void> {
  const started = RelationalRun.start({
    exports: { fields: CASES.fields },
    code: 'export const fields = 1;',
    address: '',
  });
  if (!started.ok) throw new Error(started.failure.detail);
  const batches = new EventBatches(tables, bytes, NO_NEEDS);
  for (let from = 0; from < tables.packets.length; from += BATCH) {
    const failure = started.value.feed(await batches.make(from, BATCH));
    if (failure !== undefined) throw new Error(failure.detail);
  }
  started.value.finish();
}
