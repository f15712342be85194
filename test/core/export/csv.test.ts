import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvLine, csvRowWriter } from '../../../src/core/export/csv.ts';
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

/** The whole file. */
function csv(of: readonly Column[], rows: readonly number[]): string {
  return csvHeader(of) + rows.map(csvRowWriter(of)).join('');
}

describe('CSV', () => {
  it('quotes only what must be, floats and lists as Python', () => {
    expect(csv(columns(), [0, 1, 2, 3, 4])).toBe(
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

  it('quotes a lone empty cell', () => {
    const alone = [texts('name', ['', 'b'])];
    expect(csv(alone, [0, 1])).toBe('name\n""\nb\n');
    expect(csvLine([''])).toBe('""\n');
    expect(csvLine(['', ''])).toBe(',\n');
  });

  it('leaves letters, and what a spreadsheet takes for a formula, as they are', () => {
    const values = ['=1+1', '+1', '-1', '@x', '\tx', 'naïve 日本 😀', "it's"];
    expect(csv([texts('name', values), numbers('n', 'integer', [1, 2, 3, 4, 5, 6, 7])], [0, 1, 2, 3, 4, 5, 6])).toBe(
      ['name,n', ...values.map((value, at) => `${value},${at + 1}`), ''].join('\n'),
    );
  });

  it('writes the digits that a double does not hold', () => {
    const exact = { ...numbers('ms', 'epoch-ms', [1.7e12]), exact: () => '1700000000000.123457' };
    expect(csv([exact], [0])).toBe('ms\n1700000000000.123457\n');
    expect(ndjsonRowWriter([exact])(0)).toBe('{"ms":1700000000000.123457}\n');
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
