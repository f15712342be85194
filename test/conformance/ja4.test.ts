import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { textReader } from '../../src/core/export/cell-text.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';

/** JA4 of TLS clients as its makers' own program tells it, connection by connection. */
const folder = corpus('captures/ja4');
const OTHER: Readonly<Record<string, string>> = {
  'tls-non-ascii-alpn.pcapng':
    'Their document asks for hexadecimal digits of an ALPN that is no text; their program writes 99.',
};

/** `10.0.0.1 1234 10.0.0.2 443` to its JA4. */
function expectedOf(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(`${folder ?? ''}/${file}.rust.snap`, 'utf8');
  const streams = text.split(/^- stream:/m).slice(1);
  const field = (stream: string, name: string): string => new RegExp(`^ +${name}: (.*)$`, 'm').exec(stream)?.[1] ?? '';
  const key = (stream: string): string =>
    ['src', 'src_port', 'dst', 'dst_port'].map((name) => field(stream, name)).join(' ');
  return new Map(streams.filter((each) => field(each, 'ja4') !== '').map((each) => [key(each), field(each, 'ja4')]));
}

async function foundIn(file: string): Promise<ReadonlyMap<string, string>> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(fileStream(`${folder ?? ''}/${file}`), file, 0);
  tables.finish();
  const read = (name: string) => {
    const column = tables.flows.columns.get(name);
    if (column === undefined) throw new Error(`There is no column ${name}.`);
    return textReader(column);
  };
  const ends = ['src_ip', 'src_port', 'dst_ip', 'dst_port'].map(read);
  const ja4 = read('ja4');
  const found = new Map<string, string>();
  for (let row = 0; row < tables.flows.length; row++) {
    const key = ends.map((end) => end(row)).join(' ');
    if (ja4(row) !== '' && !found.has(key)) found.set(key, ja4(row));
  }
  return found;
}

it.skipIf(folder === undefined)('JA4 is that of its makers’ program', async () => {
  let equal = 0;
  const others: string[] = [];
  for (const name of readdirSync(folder ?? '').filter((each) => each.endsWith('.rust.snap'))) {
    const file = name.slice(0, -'.rust.snap'.length);
    const expected = expectedOf(file);
    const found = expected.size === 0 ? new Map<string, string>() : await foundIn(file);
    for (const [key, ja4] of expected) {
      if (found.get(key) === ja4) equal++;
      else if (OTHER[file] === undefined) others.push(`${file} ${key}: ${found.get(key) ?? 'none'} for ${ja4}`);
    }
  }
  console.log(`JA4: ${equal} equal`);
  expect(others).toEqual([]);
  expect(equal).toBeGreaterThan(170);
});

if (folder === undefined) console.log(noCorpora);
