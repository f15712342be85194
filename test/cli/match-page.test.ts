import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileSource } from '../../src/cli/byte-sources.ts';
import type { MatchArguments } from '../../src/cli/arguments.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import { captureInput, findMatches, logInput } from '../../src/cli/commands/code-run.ts';
import { loadUserCode } from '../../src/cli/commands/user-code.ts';
import { LineStore } from '../../src/core/lines/line-store.ts';
import type { RowFormat } from '../../src/core/model/export.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { unpackMatches } from '../../src/core/relational/unpack-matches.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import { capture } from './capture-text.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
folder.write(
  'a.pcap',
  capture(`
    0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
    0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN,ACK
    0.005 10.0.0.3:6000 > 10.0.0.2:443 SYN
    0.0305 10.0.0.1:5000 > 10.0.0.2:443 ACK
  `),
);
const LOG = '12:00:00 a "x", y\n12:00:00.25 b ü\nrest\n12:00:03 b\n';
folder.write('a.log', LOG);
folder.write(
  'packets.ts',
  `import { sequence } from 'flowloom';
export const opened = sequence('Opened').key('flow').step('syn', { syn: true, ack: false })
  .step('answer', { syn: true, ack: true })
  .columns((m) => ({ client: m.syn.src, waitMs: (m.answer.time - m.syn.time) * 1000, even: true, none: undefined }));
export const any = sequence('Any').step('one', {});
`,
);
folder.write(
  'lines.ts',
  `import { sequence } from 'flowloom';
export const pair = sequence('Pair', 'lines').step('a', (line) => line.text.includes('a'))
  .step('b', (line) => line.text.includes('b')).columns((m) => ({ text: m.a.text, s: m.b.time - m.a.time }));
`,
);

/** What the page would write of the same run, as one file. */
async function pageFile(words: readonly string[], format: RowFormat, columns: readonly string[]): Promise<Buffer> {
  const args = readArguments(words) as MatchArguments;
  const code = await loadUserCode(join(folder.cwd, args.code));
  if (!code.ok) throw new Error(code.failure.detail);
  const bytes = new Uint8Array(folder.read(args.captures[0]));
  const tables = new CaptureTables(args.parameters);
  const lines = args.captures[0].endsWith('.log') ? await LineStore.of(bytes) : undefined;
  if (lines === undefined) await new CaptureReading(tables).read(byteStream(bytes), 'a.pcap', bytes.length);
  tables.finish();
  const source = new FileSource(join(folder.cwd, args.captures[0]));
  const found = await findMatches(lines ? logInput(lines) : captureInput(tables, source), code.value, args);
  if (!found.ok) throw new Error(found.failure.detail);
  const session = new CaptureSession(tables, source);
  session.setMatches(unpackMatches(packMatches(found.value), (lines ?? tables.packets).length), lines);
  const pieces: Uint8Array[] = [];
  const done = await session.export(
    { format, question: { table: 'matches', filter: 'state = "complete"' }, columns },
    {
      take: (piece) => void pieces.push(typeof piece === 'string' ? Buffer.from(piece) : new Uint8Array(piece)),
      pause: () => Promise.resolve(false),
    },
  );
  source.close();
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return Buffer.concat(pieces);
}

const COMMON = ['match', 'class', 'state', 'start', 'duration', 'events', 'flows', 'fields', 'outcome', 'reason'];

describe('the files of the command line and of the page', () => {
  it.each<[what: string, words: readonly string[], columns: readonly string[]]>([
    ['packets', ['match', 'a.pcap', '--code', 'packets.ts'], [...COMMON, 'packets']],
    [
      'packets in the order of time',
      ['match', 'a.pcap', '--code', 'packets.ts', '--order', 'time'],
      [...COMMON, 'packets'],
    ],
    ['lines', ['match', 'a.log', '--code', 'lines.ts'], [...COMMON.filter((id) => id !== 'flows'), 'lines']],
  ])('are the same, byte by byte, over %s', async (_, words, columns) => {
    for (const format of ['csv', 'ndjson', 'parquet'] as const) {
      const { status } = await folder.run([...words, '--format', format, '-o', `cli.${format}`]);
      expect(status).toBe(0);
      const page = await pageFile(words, format, columns);
      expect(page.length).toBeGreaterThan(100);
      expect(folder.read(`cli.${format}`).equals(page), format).toBe(true);
    }
  });

  it('are the same with captured columns, but for what stands before their names', async () => {
    const words = ['match', 'a.log', '--code', 'lines.ts', '--class', 'Pair'];
    const { out } = await folder.run(words);
    const columns = out.split('\n')[0].replaceAll('field.', '').split(',');
    expect(out.replaceAll('field.', '')).toBe((await pageFile(words, 'csv', columns)).toString());
  });
});
