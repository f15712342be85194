import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../src/cli/arguments.ts';
import { runFlows } from '../../src/cli/commands/flows.ts';
import { runInfo } from '../../src/cli/commands/info.ts';
import { runPackets } from '../../src/cli/commands/packets.ts';
import { Report } from '../../src/cli/report.ts';
import type { CaptureSession } from '../../src/core/session/capture-session.ts';
import { write } from '../../test/core/export/written.ts';
import { impossible } from './impossible.ts';
import type { Mutant } from './mutants.ts';
import { difference, packetTexts, readMutant, type ReadMutant } from './reading.ts';

/** Rows in a format by chance, and packets as pcapng, which read again are the same. */
export async function checkExports({ random }: Mutant, read: ReadMutant, session: CaptureSession): Promise<string[]> {
  const wrong: string[] = [];
  const table = random.pick(['flows', 'packets']);
  const format = random.pick(['csv', 'ndjson', 'parquet'] as const);
  const columns =
    session
      .describeTables()
      .find(({ id }) => id === table)
      ?.columns.map(({ id }) => id) ?? [];
  const rows = await write(session, { format, question: { table, filter: '' }, columns });
  if (!rows.reply.ok)
    wrong.push(`${format} of ${table}: ${rows.reply.failure.code} ${rows.reply.failure.detail ?? ''}`);
  if (format !== 'parquet')
    wrong.push(...impossible(Buffer.from(rows.bytes).toString(), read.plain).map((one) => `${format}: ${one}`));
  const capture = await write(session, { format: 'pcapng', question: { table: 'packets', filter: '' } });
  if (!capture.reply.ok) {
    if (capture.reply.failure.code !== 'unfit-format') wrong.push(`pcapng: ${capture.reply.failure.code}`);
    return [...wrong, ...impossible(capture.reply, read.plain)];
  }
  const again = await readMutant(capture.bytes, read.tables.parameters);
  const differs = difference(packetTexts(read), packetTexts(again));
  return differs === undefined ? wrong : [...wrong, `other when written as pcapng, ${differs}`];
}

/** What a command says goes into a list. */
class QuietReport extends Report {
  readonly said: string[] = [];

  override say(sentence: string): void {
    this.said.push(sentence);
  }
}

interface Ended {
  readonly status: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly wrong: readonly string[];
}

/** Options that are added by chance. */
const MORE = [[], ['--decode', 'all'], ['--resynchronise'], ['--every-interface']] as const;

/** `info`, `flows` and `packets` end well or tell why not, and count the same packets. */
export async function checkCommands({ bytes, random }: Mutant, { plain }: ReadMutant): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'flowloom-sweep-'));
  try {
    const path = join(folder, 'mutant');
    writeFileSync(path, bytes);
    const more = random.pick(MORE);
    const resynchronise = more.filter((word) => word === '--resynchronise');
    const [text, info, flows, packets] = [
      await run('info', [path, ...resynchronise, '-o', join(folder, 'info.txt')], plain),
      await run('info', [path, ...resynchronise, '--format', 'ndjson', '-o', join(folder, 'info')], plain),
      await run('flows', [path, ...more, '--format', 'ndjson', '-o', join(folder, 'flows')], plain),
      await run('packets', [path, ...more, '--format', 'ndjson', '-o', join(folder, 'packets')], plain),
    ];
    const wrong = [text, info, flows, packets].flatMap((ended) => ended.wrong);
    const statuses = [text, info, flows, packets].map(({ status }) => status).join(' ');
    if (!/^(0 0 0 0|2 2 2 2)$/.test(statuses)) wrong.push(`statuses ${statuses}`);
    if (info.rows.length === 0)
      return [...wrong, ...(flows.rows.length + packets.rows.length > 0 ? ['rows without info'] : [])];
    const count = Number(info.rows[0]['packets']);
    if (packets.rows.length !== count) wrong.push(`packets: ${packets.rows.length} rows, info: ${count}`);
    const inFlows = flows.rows.reduce((sum, row) => sum + Number(row['bidirectional_packets']), 0);
    const outside = packets.rows.filter((row) => row['flow'] === -1).length;
    if (inFlows + outside !== count) wrong.push(`flows: ${inFlows} packets, ${outside} in none, info: ${count}`);
    return wrong;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(
  command: 'info' | 'flows' | 'packets',
  words: readonly string[],
  captured: Uint8Array,
): Promise<Ended> {
  const report = new QuietReport();
  const args = readArguments([command, ...words]);
  if (args.command === 'info') await runInfo(args, report);
  if (args.command === 'flows') await runFlows(args, report);
  if (args.command === 'packets') await runPackets(args, report);
  const output = readIfThere(words.at(-1) ?? '');
  const rows = words.includes('ndjson')
    ? output
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Ended['rows'][number])
    : [];
  const wrong = [...impossible(output, captured), ...impossible(report.said, captured)];
  if (report.status === 70) wrong.push(report.said.join('\n'));
  return { status: report.status, rows, wrong: wrong.map((one) => `${command}: ${one}`) };
}

/** Without a result there is no file. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
