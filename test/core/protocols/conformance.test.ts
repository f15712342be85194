import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeLayers } from '../../../src/core/protocols/decode.ts';
import { corpus, corpora, noCorpora } from '../../corpora.ts';
import { readPackets } from './captured-packets.ts';
import { hiddenValues, isComparable, plain, valuesOf } from './tshark-fields.ts';

/** Packets of one capture that are compared: long captures repeat themselves. */
const MOST_PACKETS = 300;

/**
 * Least share of equal fields by collection. What is left: first fragments (decoded here, put together there), layers
 * that tshark guesses or has and we do not (CAPWAP, DNS over QUIC), fields of headers that are cut in the middle.
 */
const COLLECTIONS: readonly (readonly [string, number])[] = [
  ['ndpi', 0.99],
  ['zeek', 0.99],
  ['arkime', 0.97],
  ['pcapflowlab', 0.98],
  ['pcapplusplus', 0.99],
];

/**
 * Compared in applications-conformance.test.ts, since tshark puts segments together before it reads messages; ip.version is
 * also that of IPv6 there.
 */
const ELSEWHERE = /^(http|tls|quic|dns\.(qry|flags|a$|aaaa$))|^ip\.version$/;

interface Tally {
  equal: number;
  different: number;
}

type Rows = ReadonlyMap<string, readonly (readonly string[])[]>;

/** tshark's rows by capture file, and the names of their columns. */
function readOracle(path: string): { readonly names: readonly string[]; readonly rows: Rows } {
  const [head, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const rows = new Map<string, string[][]>();
  for (const line of lines) {
    const cells = line.split('\t');
    const file = cells[0] ?? '';
    rows.set(file, [...(rows.get(file) ?? []), cells]);
  }
  return { names: head?.split('\t') ?? [], rows };
}

/** tshark puts fragments together and decodes the whole on the last one. */
function isFragment(names: readonly string[], row: readonly string[]): boolean {
  const more = row[names.indexOf('ip.flags.mf')] ?? '';
  return more.includes('1') || /[1-9]/.test(row[names.indexOf('ip.frag_offset')] ?? '');
}

async function compareFile(
  file: string,
  names: readonly string[],
  rows: readonly (readonly string[])[],
  tally: Tally,
): Promise<void> {
  const packets = (await readPackets(corpus(`captures/${file}`) ?? '')).slice(0, MOST_PACKETS);
  for (const [i, packet] of packets.entries()) {
    const row = rows[i];
    if (row === undefined || isFragment(names, row)) continue;
    const layers = decodeLayers(packet.bytes, packet.linkType, packet.wireLength);
    const hidden = hiddenValues(packet.bytes, packet.linkType, packet.wireLength);
    for (const [at, name] of names.entries())
      if (isComparable(name) && !ELSEWHERE.test(name))
        count(tally, cellOf(row[at] ?? ''), valuesOf(name, layers, hidden).join('|'));
  }
}

/** Occurrences are parted by commas, or by bars. */
function cellOf(text: string): string {
  return text === '' ? '' : text.split(/[,|]/).map(plain).join('|');
}

function count(tally: Tally, theirs: string, ours: string): void {
  if (theirs === '' && ours === '') return;
  if (theirs === ours) tally.equal++;
  else tally.different++;
}

describe.skipIf(corpora === undefined)(`layers against tshark${corpora === undefined ? ` (${noCorpora})` : ''}`, () => {
  it.each(COLLECTIONS)('%s: at least %f of the fields are equal', async (collection, least) => {
    const { names, rows } = readOracle(corpus(`captures/oracle/tshark/${collection}.tsv.gz`) ?? '');
    const tally: Tally = { equal: 0, different: 0 };
    for (const [file, ofFile] of rows) await compareFile(file, names, ofFile, tally);
    const share = tally.equal / (tally.equal + tally.different);
    console.info(
      `${collection}: ${tally.equal} of ${tally.equal + tally.different} fields equal (${(share * 100).toFixed(2)} %)`,
    );
    expect(tally.equal).toBeGreaterThan(1000);
    expect(share).toBeGreaterThan(least);
  });
});
