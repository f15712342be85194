/** Writes sizes and packet counts of the recorded captures into public/samples/index.json; words there are kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { NFSTREAM_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';

const folder = new URL('../../public/samples/', import.meta.url);

async function countPackets(bytes: Uint8Array, name: string): Promise<number> {
  const pieces = [bytes];
  const tables = new CaptureTables(NFSTREAM_DEFAULTS);
  const read = await new CaptureReading(tables).read(
    { next: () => Promise.resolve(pieces.shift()) },
    name,
    bytes.length,
  );
  if (!read.ok) throw new Error(`${name}: ${read.failure.code}`);
  return tables.packets.length;
}

const index = new URL('index.json', folder);
const entries = JSON.parse(readFileSync(index, 'utf8')) as { file: string; packets: number; bytes: number }[];
for (const entry of entries) {
  const bytes = readFileSync(new URL(entry.file, folder));
  entry.bytes = bytes.length;
  entry.packets = await countPackets(bytes, entry.file);
}
writeFileSync(index, `${JSON.stringify(entries, undefined, 2)}\n`);
