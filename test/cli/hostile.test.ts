import { beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_FILES } from '../fixtures/hostile-files.ts';
import { workFolder, type Ended } from './run.ts';

const folder = workFolder();

/** Megabytes that the tool may take: Node itself takes 120. */
const MOST_MB = 400;
const TO_PEAK =
  "data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync('peak',String(process.resourceUsage().maxRSS)))";

/** Acts on a terminal, ends a line, or turns what stands beside it. */
const ACTING = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

let ended: Ended;
const rows = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  for (const { name, bytes } of HOSTILE_FILES) folder.write(name, bytes());
  ended = await folder.run(['info', '--format', 'ndjson', ...HOSTILE_FILES.map(({ name }) => name)], undefined, [
    '--import',
    TO_PEAK,
  ]);
  for (const line of ended.out.trim().split('\n')) {
    const row = JSON.parse(line) as Record<string, unknown>;
    rows.set(String(row['file']), row);
  }
});

describe('a list of hostile captures', () => {
  it.each(HOSTILE_FILES)('has $name', ({ name, packets, tool }) => {
    const said = ended.err.split('\n').filter((line) => line.startsWith(`flowloom: ${name}: `));
    expect(rows.get(name)?.['packets']).toBe(packets);
    expect(said.length > 0).toBe(tool.length > 0);
    for (const words of tool) expect(said.join('\n')).toContain(words);
  });

  it('ends as one that could not be read whole, within its memory', () => {
    expect(ended.status).toBe(2);
    expect(Number(folder.read('peak').toString()) / 1024).toBeLessThan(MOST_MB);
  });

  it('says nothing that commands a terminal, ends a line or turns one', async () => {
    const { status, out, err } = await folder.run(['info', 'escapes.pcapng', 'turning.pcapng', 'html.pcapng']);
    expect(status).toBe(0);
    expect(`${ended.err}${out}${err}`).not.toMatch(ACTING);
    expect(out).not.toMatch(/^flowloom: forged/m);
  });
});
