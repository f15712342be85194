import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workFolder } from '../cli/run.ts';
import { corpora, corpus } from '../corpora.ts';
import { parseCsv, readCsv } from './csv-rows.ts';

/** NFStream's published golden flow (facebook.pcap of its tests), and whole folders with --each, through the tool. */
const GOLDEN: Readonly<Record<string, string>> = {
  src_ip: '192.168.43.18',
  src_port: '52066',
  dst_ip: '66.220.156.68',
  bidirectional_first_seen_ms: '1472393122365',
  bidirectional_last_seen_ms: '1472393123665',
  bidirectional_packets: '19',
  bidirectional_bytes: '5745',
  bidirectional_mean_ps: '302.36842105263156',
  bidirectional_stddev_ps: '425.53315715259754',
  src2dst_mean_ps: '149.44444444444446',
  src2dst_stddev_ps: '132.20354676701294',
  dst2src_mean_ps: '440.0',
  dst2src_stddev_ps: '549.7164925870628',
  bidirectional_mean_piat_ms: '72.22222222222223',
  bidirectional_stddev_piat_ms: '137.34994188549086',
  src2dst_stddev_piat_ms: '179.72036811192467',
  dst2src_stddev_piat_ms: '169.51458475436397',
  bidirectional_ack_packets: '18',
  splt_direction: '[0, 1, 0, 0, 1, 1, 0, 1, 0, 1]',
  splt_ps: '[74, 74, 66, 262, 66, 1454, 66, 1454, 66, 463]',
  splt_piat_ms: '[0, 303, 0, 0, 313, 0, 0, 0, 0, 1]',
};

const facebook = corpus('captures/ndpi/facebook.pcap');
const folder = workFolder();

async function table(words: readonly string[]): Promise<string[][]> {
  const ended = await folder.run(words);
  expect(ended.err).toBe('');
  expect(ended.status).toBe(0);
  return parseCsv(ended.out);
}

describe.skipIf(facebook === undefined)('flowloom flows', () => {
  it('prints the golden flow to the last digit', async () => {
    const options = ['--statistical-analysis', '--splt-analysis', '10'];
    const [header = [], flow = []] = await table(['flows', facebook ?? '', ...options]);
    const cells = Object.fromEntries(header.map((name, at) => [name, flow[at]]));
    expect(cells).toMatchObject(GOLDEN);
  });

  it('measures captures one by one with --each, as NFStream does', async () => {
    const [head = [], ...expected] = readCsv(corpus('expected/nfstream/default/ipfixprobe.csv.gz') ?? '');
    const files = [...new Set(expected.map((row) => row[0] ?? ''))];
    const paths = files.map((file) => join(corpora ?? '', 'captures', file));
    const [header = [], ...rows] = await table([
      'flows',
      ...paths,
      '--each',
      '--statistical-analysis',
      '--splt-analysis',
      '20',
    ]);
    expect(header[0]).toBe('file');
    const theirs = expected.map((row) => header.slice(1).map((name) => row[head.indexOf(name)]));
    expect(rows.map((row) => row.slice(1))).toEqual(theirs);
    expect(rows.length).toBeGreaterThan(50);
  });
});
