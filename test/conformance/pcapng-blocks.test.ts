import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';

/** The files of pcapng-test-generator: each has a text beside it with the number of its blocks of each kind. */
const folder = corpus('captures/pcapng-test-generator');
if (folder === undefined) console.log(noCorpora);

/** What the files themselves say is wrong: epb_flags of the third packet of test009 are 0x48000000, errors of preamble and gap. */
const TOLD: Readonly<Record<string, readonly string[]>> = { 'test009.txt': ['received-damaged'] };

/** Every text with counts under a folder. */
function textsIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const full = join(path, entry.name);
    if (entry.isDirectory()) return textsIn(full);
    return /^test\d+\.txt$/.test(entry.name) ? [full] : [];
  });
}

/** The lines below "Block counts:", such as "EPB: 3". */
function countsIn(text: string): Record<string, number> {
  const [, lines = ''] = /Block counts:\n((?:\t.*\n)*)/.exec(readFileSync(text, 'utf8')) ?? [];
  return Object.fromEntries(
    [...lines.matchAll(/^\t(\w+): (\d+)$/gm)].map(([, name = '', count]) => [name, Number(count)]),
  );
}

describe.skipIf(folder === undefined)('pcapng-test-generator', () => {
  it('has the blocks that its texts count, of each kind', async () => {
    const tally = new Map<string, { equal: number; wanted: number }>();
    for (const text of textsIn(folder ?? '')) {
      const tables = new CaptureTables(PAGE_DEFAULTS);
      expect(
        (await new CaptureReading(tables).read(fileStream(text.replace(/txt$/, 'pcapng')), text, 0)).ok,
        text,
      ).toBe(true);
      const { blocks = {}, problems } = tables.summary();
      const wanted = countsIn(text);
      expect(Object.keys(wanted).length, text).toBeGreaterThan(0);
      const told = problems.map(({ code }) => code);
      expect({ blocks, told }, basename(text)).toEqual({ blocks: wanted, told: TOLD[basename(text)] ?? [] });
      for (const [name, count] of Object.entries(wanted)) {
        const sum = tally.get(name) ?? { equal: 0, wanted: 0 };
        tally.set(name, { equal: sum.equal + (blocks[name] === count ? count : 0), wanted: sum.wanted + count });
      }
    }
    const words = [...tally].map(([name, { equal, wanted }]) => `${equal} of ${wanted} ${name}`);
    console.log(`pcapng-test-generator: blocks equal: ${words.join(', ')}`);
    expect(tally.size).toBeGreaterThan(5);
  });
});
