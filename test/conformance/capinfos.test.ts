import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus } from '../corpora.ts';

/** Every public capture, broken ones included, opens or is refused; counts are those of capinfos 4.0.17. */
const manifest = corpus('captures/MANIFEST.tsv');
const oracle = corpus('captures/oracle/capinfos.tsv');

const EXCEPTIONS: Readonly<Record<string, string>> = {
  'ndpi/fuzz-2021-10-13.pcap':
    'Its only record claims 524,501 bytes of a file of 239; capinfos counts it all the same.',
};

/** Damaged captures that are read on behind the damage; capinfos, libpcap and NFStream end there (18 of 199 packets). */
const RESYNCHRONISED = ['suricata-verify/smtp-to-comma/10.7.29.101_49898-178.63.41.150_25.pcap'];

/** Formats that are refused by name. */
const REFUSED = 'IRIG 106 Chapter 10';

function tsv(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

describe.skipIf(manifest === undefined || oracle === undefined)('every capture of the corpora', () => {
  it('opens with the packets that capinfos counts, or is refused by name', async () => {
    const counts = new Map(tsv(oracle ?? '').map((row) => [row[0], Number(row[3])]));
    const captures = tsv(manifest ?? '').filter((row) => row[1] === 'capture');
    let equal = 0;
    const different: string[] = [];
    const resynchronised: string[] = [];
    for (const [file = ''] of captures) {
      const tables = new CaptureTables(PAGE_DEFAULTS);
      const read = await new CaptureReading(tables).read(fileStream(corpus(`captures/${file}`) ?? ''), file, 0);
      tables.finish();
      if (!read.ok) expect(read.failure, file).toMatchObject({ code: 'unsupported-format', detail: REFUSED });
      const { packets, flowless } = tables.summary();
      const inFlows = tables.packets.flow.subarray(0, packets).filter((flow) => flow >= 0).length;
      expect(inFlows + flowless.reduce((sum, count) => sum + count, 0), file).toBe(packets);
      if (tables.summary().problems.some(({ code }) => code === 'skipped-bytes')) resynchronised.push(file);
      const count = counts.get(file);
      if (count === packets) equal++;
      else if (count !== undefined) different.push(file);
    }
    console.log(`${equal} of ${counts.size} captures have capinfos' number of packets`);
    console.log(
      `${resynchronised.length} damaged captures were read on behind the damage: ${resynchronised.join(', ')}`,
    );
    expect(different.filter((file) => EXCEPTIONS[file] === undefined)).toEqual([]);
    expect(resynchronised).toEqual(RESYNCHRONISED);
    expect(captures.length).toBeGreaterThan(1300);
  });
});
