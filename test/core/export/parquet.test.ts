import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { ParquetTable } from '../../../src/core/export/parquet.ts';
import type { Column } from '../../../src/core/model/column.ts';
import { description, numbers, texts } from '../query/tables.ts';

function columns(): Column[] {
  return [
    texts('name', ['ü', 'b', undefined], 'address'),
    numbers('n', 'integer', [1, -1, 2 ** 52]),
    numbers('ms', 'epoch-ms', [1.7e12, 0, 5]),
    numbers('x', 'float', [1, 0.1, -2.5]),
    numbers('t', 'relative-ns', [0, 1_500_000_000, 1]),
    { type: 'list', description: description('l', 'list'), list: (row) => [7, -1, 70_000].slice(0, row) },
  ];
}

async function written(groups: readonly (readonly number[])[]): Promise<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const descriptions = columns().map((column) => column.description);
  const table = new ParquetTable(descriptions, (bytes) => pieces.push(bytes));
  for (const rows of groups) table.writeRows(columns(), rows);
  table.finish();
  return new Blob(pieces).arrayBuffer();
}

describe('ParquetTable', () => {
  it('is read back by hyparquet', async () => {
    const file = await written([[0, 1], [2]]);
    expect(await parquetReadObjects({ file })).toEqual([
      { name: 'ü', n: 1n, ms: 1_700_000_000_000n, x: 1, t: 0, l: [] },
      { name: 'b', n: -1n, ms: 0n, x: 0.1, t: 1.5, l: [7n] },
      { name: '', n: 2n ** 52n, ms: 5n, x: -2.5, t: 1e-9, l: [7n, -1n] },
    ]);
    expect(parquetMetadata(file).row_groups).toHaveLength(2);
  });

  it('has types and columns even without rows', async () => {
    const file = await written([[]]);
    expect(await parquetReadObjects({ file })).toEqual([]);
    expect(parquetMetadata(file).schema.map(({ name, type }) => [name, type])).toEqual([
      ['root', undefined],
      ['name', 'BYTE_ARRAY'],
      ['n', 'INT64'],
      ['ms', 'INT64'],
      ['x', 'DOUBLE'],
      ['t', 'DOUBLE'],
      ['l', undefined],
      ['list', undefined],
      ['element', 'INT64'],
    ]);
  });
});
