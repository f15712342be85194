import type { Column } from '../../src/core/model/column.ts';
import { FLOW_COLUMNS } from '../../src/core/model/flow-columns.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { chooseFlow, featuresOf } from './flow-pane.ts';
import { openFile, openSample, samplePath } from './journeys.ts';
import { expect, test } from './support.ts';

/** What the core makes of a capture, in Node. */
async function analyse(path: string): Promise<CaptureTables> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  expect((await new CaptureReading(tables).read(fileStream(path), path, 0)).ok).toBe(true);
  tables.finish();
  return tables;
}

/** A value to its last digit, as the page writes it. */
function exactText(column: Column | undefined, row: number): string {
  if (column === undefined) return 'no such column';
  if (column.type === 'dictionary') return column.code(row) < 0 ? '' : column.text(column.code(row));
  if (column.type === 'list') return `[${column.list(row).join(', ')}]`;
  const value = column.number(row);
  if (column.description.kind !== 'epoch-ms' || value === 0) return String(value);
  return new Date(value).toISOString().replace('T', ' ').replace('Z', '');
}

test('a flow shows every feature to the last digit, as the core computes it', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const { flows } = await analyse(samplePath('dns-tls.pcap'));
  for (const position of [6, 13, 1]) {
    const shown = await featuresOf(await chooseFlow(page, position));
    const computed = FLOW_COLUMNS.map(({ id }) => [id, exactText(flows.columns.get(id), position - 1)]);
    expect(computed.length).toBeGreaterThanOrEqual(80);
    expect(shown).toEqual(Object.fromEntries(computed));
  }
});

test('NFStream’s golden flow of facebook.pcap has its numbers', async ({ page }) => {
  const path = corpus('captures/ndpi/facebook.pcap');
  test.skip(path === undefined, noCorpora);
  await openFile(page, path ?? '');
  const shown = await featuresOf(await chooseFlow(page, 1));
  expect(shown).toMatchObject({
    src_ip: '192.168.43.18',
    src_port: '52066',
    dst_ip: '66.220.156.68',
    dst_port: '443',
    bidirectional_packets: '19',
    bidirectional_bytes: '5745',
    src2dst_bytes: '1345',
    dst2src_bytes: '4400',
    bidirectional_mean_ps: '302.36842105263156',
    bidirectional_stddev_ps: '425.53315715259754',
    src2dst_mean_ps: '149.44444444444446',
    src2dst_stddev_ps: '132.20354676701294',
    bidirectional_min_ps: '66',
    bidirectional_max_ps: '1454',
    dst2src_mean_ps: '440',
    dst2src_stddev_ps: '549.7164925870628',
    bidirectional_mean_piat_ms: '72.22222222222223',
    bidirectional_stddev_piat_ms: '137.34994188549086',
    bidirectional_max_piat_ms: '398',
    src2dst_mean_piat_ms: '130.375',
    src2dst_stddev_piat_ms: '179.72036811192467',
    dst2src_mean_piat_ms: '110.77777777777777',
    dst2src_stddev_piat_ms: '169.51458475436397',
  });
  expect(shown['bidirectional_first_seen_ms']).toBe('2016-08-28 14:05:22.365');
  expect(shown['splt_ps']).toMatch(/^\[74, 74, 66, 262, 66, 1454, 66, 1454, 66, 463, /);
  expect(shown['splt_piat_ms']).toMatch(/^\[0, 303, 0, 0, 313, 0, 0, 0, 0, 1, /);
});
