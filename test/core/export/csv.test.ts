import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, csvPieces } from '../../../src/core/export/csv.ts';
import { ndjsonRowWriter } from '../../../src/core/export/ndjson.ts';
import { secondsText } from '../../../src/core/export/cell-text.ts';
import { description, numbers, texts } from '../query/tables.ts';
import type { Column } from '../../../src/core/model/column.ts';

function columns(): Column[] {
  return [
    texts('name', ['plain', 'a,b', 'say "no"', 'two\nlines', undefined]),
    numbers('n', 'integer', [1, -1, 0, 1e15, 7]),
    numbers('x', 'float', [1, 0.5, 1e-5, Number.NaN, 1e16]),
    numbers('t', 'relative-ns', [0, 1, 1_500_000_000, -5e8, 1e18]),
    { type: 'list', description: description('l', 'list'), list: (row) => [row, -1].slice(0, row) },
  ];
}

describe('CSV', () => {
  it('quotes only what must be, floats and lists as Python', () => {
    expect([...csvPieces(columns(), [0, 1, 2, 3, 4])].join('')).toBe(
      [
        'name,n,x,t,l',
        'plain,1,1.0,0.000000000,[]',
        '"a,b",-1,0.5,0.000000001,[1]',
        '"say ""no""",0,1e-05,1.500000000,"[2, -1]"',
        '"two\nlines",1000000000000000,nan,-0.500000000,"[3, -1]"',
        ',7,1e+16,1000000000.000000000,"[4, -1]"',
        '',
      ].join('\n'),
    );
  });

  it('comes in pieces that join to the same text', () => {
    const whole = [...csvPieces(columns(), [0, 1, 2, 3, 4])].join('');
    const pieces = [...csvPieces(columns(), [0, 1, 2, 3, 4], 2)];
    expect(pieces).toHaveLength(3);
    expect(pieces.join('')).toBe(whole);
    expect([...csvPieces(columns(), [])]).toEqual(['name,n,x,t,l\n']);
  });

  it('quotes a lone empty cell', () => {
    const alone = [texts('name', ['', 'b'])];
    expect([...csvPieces(alone, [0, 1])].join('')).toBe('name\n""\nb\n');
    expect(csvLine([''])).toBe('""\n');
    expect(csvLine(['', ''])).toBe(',\n');
  });

  it('can be read back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') }), { minLength: 1 }),
        (cells) => {
          expect(readCsvLine(csvLine(cells))).toEqual(cells);
        },
      ),
    );
  });
});

/** A reader by RFC 4180's grammar. */
function readCsvLine(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/gy;
  for (let found = cell.exec(line); found !== null; found = cell.exec(line)) {
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === '\n') return cells;
  }
  throw new Error(`not a line: ${line}`);
}

describe('NDJSON', () => {
  it('writes one object a row', () => {
    const write = ndjsonRowWriter(columns());
    expect(write(2)).toBe('{"name":"say \\"no\\"","n":0,"x":0.00001,"t":1.500000000,"l":[2,-1]}\n');
    expect(JSON.parse(write(3))).toEqual({ name: 'two\nlines', n: 1e15, x: null, t: -0.5, l: [3, -1] });
    expect(JSON.parse(write(4))).toMatchObject({ name: '' });
  });
});

describe('secondsText', () => {
  it('is exact for whole nanoseconds', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (ns) => {
        expect(BigInt(secondsText(ns).replace('.', ''))).toBe(BigInt(ns));
      }),
    );
  });
});
