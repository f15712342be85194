import { describe, expect, it } from 'vitest';
import { Anonymiser } from '../../../src/core/export/anonymise.ts';
import { csvRowWriter } from '../../../src/core/export/csv.ts';
import { ndjsonRowWriter } from '../../../src/core/export/ndjson.ts';
import type { Column, ColumnDescription, ColumnKind } from '../../../src/core/model/column.ts';

const KEY = Uint8Array.from({ length: 64 }, (_, at) => at);

/** python3: hashlib.blake2b(text.encode(), digest_size=64, key=bytes(range(64))).hexdigest() */
const DIGESTS: readonly (readonly [text: string, digest: string])[] = [
  [
    '10.0.0.1',
    '141d848cc5edea11f1b86e8f3f20fb139301fbdf59671c94d42e302d0b1d78b44cbee57b54955a92011d3f166bfd822a3ad9bf86ba5ccc1a09d30f0bf837c7ba',
  ],
  [
    '5000',
    '9083e7cd3d74719eddc8ddd8f4832b100f27c7d809c563bea7f2616f2ba593becca8c98b80c280fa95fba5ce382987de1dd78fd34f7192fedc771b9a8a99275a',
  ],
  [
    '54.75',
    '5e6747e9428852955d3d6f3e28014f8e6e5555772261dab25d6ff10950c2eabbcae622f0c158bed4a706224d73dba568d12bdea6d290e8eb193755e94e0669d6',
  ],
  [
    '[0, 1, -1]',
    'e1142248a5d9654d4fd09e6977854d417f0b960f3fbab0d0993bbb8c6a31c71fd1df64eaccb9cfef028d6b1ae91ad03f3915a8b3ef0390e720e1393e70364073',
  ],
  [
    'ü',
    'e1f59b2b03aa6365a07b3bc90b729884b3df4748fb2b14c70d8a6843573441fa8f6b36e9dea027015bdc271ba1e76463b13e4cd27f3537a33cf2e48aa2d48c3d',
  ],
];
/** The keyed test vector of no bytes that the authors of BLAKE2 publish (blake2-kat.json). */
const EMPTY =
  '10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568';

function words(id: string, kind: ColumnKind): ColumnDescription {
  return { id, label: id, kind, group: '', unit: 'ms', help: '', formula: '' };
}

/** One row of each type; the last text is none. */
const COLUMNS: readonly Column[] = [
  {
    type: 'dictionary',
    description: words('src_ip', 'address'),
    code: () => 0,
    size: () => 1,
    text: () => '10.0.0.1',
  },
  { type: 'number', description: words('src_port', 'integer'), number: () => 5000 },
  { type: 'number', description: words('mean', 'float'), number: () => 54.75 },
  { type: 'list', description: words('splt', 'list'), list: () => [0, 1, -1] },
  { type: 'dictionary', description: words('empty', 'text'), code: () => 0, size: () => 1, text: () => '' },
  { type: 'dictionary', description: words('none', 'text'), code: () => -1, size: () => 0, text: () => 'never' },
  { type: 'number', description: words('kept', 'integer'), number: () => 7 },
];
const ALL = new Set(['src_ip', 'src_port', 'mean', 'splt', 'empty', 'none']);

describe('anonymised columns', () => {
  it.each(DIGESTS)('%s has the digest of Python’s hashlib', (text, digest) => {
    const anonymiser = new Anonymiser(KEY);
    expect(anonymiser.digest(text)).toBe(digest);
    expect(anonymiser.digest(text)).toBe(digest);
  });

  it('are digests of the values as Python writes them; an empty text is a value, none is not', () => {
    const line = csvRowWriter(new Anonymiser(KEY).columns(COLUMNS, ALL))(0);
    const [ip, port, mean, list] = DIGESTS.map(([, digest]) => digest);
    expect(line).toBe(`${[ip, port, mean, list, EMPTY, '', '7'].join(',')}\n`);
  });

  it('are texts in every format', () => {
    const columns = new Anonymiser(KEY).columns(COLUMNS, new Set(['src_port']));
    expect(columns.map(({ description }) => description.kind)).toEqual([
      'address',
      'text',
      'float',
      'list',
      'text',
      'text',
      'integer',
    ]);
    expect(JSON.parse(ndjsonRowWriter(columns)(0))).toMatchObject({ src_port: DIGESTS[1]?.[1], mean: 54.75, kept: 7 });
  });

  it('differ from key to key', () => {
    expect(new Anonymiser(Uint8Array.of(1)).digest('x')).not.toBe(new Anonymiser(Uint8Array.of(2)).digest('x'));
  });

  it('do not run out of memory over a stream of ever new values', () => {
    const anonymiser = new Anonymiser(KEY);
    for (let value = 0; value < 100_001; value++) anonymiser.digest(String(value));
    expect(anonymiser.digest('5000')).toBe(DIGESTS[1]?.[1]);
  }, 30_000);
});
