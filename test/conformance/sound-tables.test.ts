import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { EVERYTHING } from '../fixtures/everything.ts';
import { wrongNumbers, wrongPackets, wrongSums } from './table-checks.ts';

/**
 * Every public capture, broken ones included: no number of the tables is impossible, and sums agree. Once as the page
 * opens captures, once with all that there is beyond NFStream.
 */
const CONFIGURATIONS: Readonly<Record<string, MeterParameters>> = {
  'as the page opens it': PAGE_DEFAULTS,
  'with everything': EVERYTHING,
};

const manifest = corpus('captures/MANIFEST.tsv');

/** Least values of packet columns where it is not 0: packets may be older than the first one; -1 stands for none. */
const LEAST: Readonly<Record<string, number>> = { time: -Infinity, flow: -1, src_port: -1, dst_port: -1 };

async function faultsOf(file: string, parameters: MeterParameters): Promise<string[] | undefined> {
  const tables = new CaptureTables(parameters);
  const read = await new CaptureReading(tables).read(fileStream(corpus(`captures/${file}`) ?? ''), file, 0);
  if (!read.ok) return undefined;
  tables.finish();
  return [
    ...wrongNumbers(tables.flows, () => 0),
    ...wrongNumbers(tables.packetTable, (id) => LEAST[id] ?? 0),
    ...wrongSums(tables),
    ...wrongPackets(tables),
  ];
}

describe.skipIf(manifest === undefined)('tables of every capture are sound', () => {
  const rows = manifest === undefined ? [] : readFileSync(manifest, 'utf8').split('\n');
  const files = rows.filter((row) => row.split('\t')[1] === 'capture').map((row) => row.split('\t')[0] ?? '');
  for (const [name, parameters] of Object.entries(CONFIGURATIONS)) {
    it(name, async () => {
      const faults: string[] = [];
      let opened = 0;
      for (const file of files) {
        const found = await faultsOf(file, parameters);
        if (found !== undefined) opened++;
        faults.push(...(found ?? []).slice(0, 3).map((fault) => `${file}: ${fault}`));
      }
      console.log(`${opened} of ${files.length} captures opened ${name}: ${faults.length} faults`);
      expect(faults).toEqual([]);
      expect(opened).toBeGreaterThan(1300);
    });
  }
});

if (manifest === undefined) console.log(noCorpora);
