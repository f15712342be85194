import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NFSTREAM_DEFAULTS } from '../../src/core/model/parameters.ts';
import { columnsAfter, exampleText } from '../core/relational/run-operators.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { readCsv } from './csv-rows.ts';

const folder = corpus('expected/nfstream');
const LISTS = ['splt_direction', 'splt_ps', 'splt_piat_ms'];
/** Named in nfstream.test.ts, with the reasons. */
const EXCEPTIONS = new Set([
  'arkime/y2038-bgp.pcap',
  'ndpi/fuzz-2021-10-13.pcap',
  'pcapflowlab/mpls/21_mpls_snaplen_truncated_inner_tcp.pcap',
  'suricata-verify/smtp-to-comma/10.7.29.101_49898-178.63.41.150_25.pcap',
]);

/** Files of one source, each with the lists of its flows in NFStream's order. */
function expectedLists(name: string): Map<string, string[][]> {
  const [header = [], ...rows] = readCsv(`${folder}/default/${name}`);
  const at = LISTS.map((list) => header.indexOf(list));
  const files = new Map<string, string[][]>();
  for (const row of rows)
    files.set(row[0] ?? '', [...(files.get(row[0] ?? '') ?? []), at.map((place) => row[place] ?? '')]);
  return files;
}

/** A list as a column takes it: 200 characters at most. */
function clipped(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

describe.skipIf(folder === undefined)('NFStream’s SPLT as a plugin', () => {
  const sources =
    folder === undefined ? [] : readdirSync(`${folder}/default`).filter((name) => name.endsWith('.csv.gz'));
  it.each(sources)(
    'lists what NFStream lists: %s',
    async (name) => {
      for (const [file, lists] of expectedLists(name)) {
        if (EXCEPTIONS.has(file)) continue;
        const ids = ['id', ...LISTS.map((list) => `udps.${list}`)];
        const parameters = { ...NFSTREAM_DEFAULTS, nDissections: 0 };
        const rows = await columnsAfter(
          corpus(`captures/${file}`) ?? '',
          exampleText('splt'),
          'flows',
          ids,
          parameters,
        );
        const inOrder = rows.toSorted((a, b) => Number(a[0]) - Number(b[0])).map((row) => row.slice(1));
        expect(inOrder, file).toEqual(lists.map((row) => row.map(clipped)));
      }
    },
    120_000,
  );
});

if (folder === undefined) console.log(noCorpora);
