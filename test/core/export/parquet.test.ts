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
    { ...numbers('fine', 'epoch-ms', [0.5, 1.7e12, 2]), fractional: true },
    { ...numbers('exact', 'epoch-ms', [1.7e12, 0, 1]), exact: () => '1700000000000.123457' },
    {
      type: 'list',
      description: description('gaps', 'list'),
      list: (row) => [0.001, 2].slice(0, row),
      fractional: true,
    },
  ];
}

async function written(groups: readonly (readonly number[])[]): Promise<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const table = new ParquetTable(columns(), (bytes) => pieces.push(bytes));
  for (const rows of groups) table.writeRows(columns(), rows);
  table.finish();
  return new Blob(pieces).arrayBuffer();
}

describe('ParquetTable', () => {
  it('is read back by hyparquet', async () => {
    const file = await written([[0, 1], [2]]);
    expect(await parquetReadObjects({ file })).toEqual([
      { name: 'ü', n: 1n, ms: 1_700_000_000_000n, x: 1, t: 0, l: [], fine: 0.5, exact: 1.7e12, gaps: [] },
      { name: 'b', n: -1n, ms: 0n, x: 0.1, t: 1.5, l: [7n], fine: 1.7e12, exact: 0, gaps: [0.001] },
      { name: '', n: 2n ** 52n, ms: 5n, x: -2.5, t: 1e-9, l: [7n, -1n], fine: 2, exact: 1, gaps: [0.001, 2] },
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
      ['fine', 'DOUBLE'],
      ['exact', 'DOUBLE'],
      ['gaps', undefined],
      ['list', undefined],
      ['element', 'DOUBLE'],
    ]);
  });

  it('annotates texts and lists as readers of old and new want it, and allows no null', async () => {
    const { schema } = parquetMetadata(await written([[0]]));
    const element = (name: string) => schema.find((one) => one.name === name);
    expect(element('name')).toMatchObject({ converted_type: 'UTF8', logical_type: { type: 'STRING' } });
    expect(element('l')).toMatchObject({ converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 });
    expect(element('list')).toMatchObject({ repetition_type: 'REPEATED', num_children: 1 });
    const others = schema.filter(({ name }) => name !== 'root' && name !== 'list');
    expect(others.map(({ repetition_type }) => repetition_type)).toEqual(others.map(() => 'REQUIRED'));
    expect(element('ms')?.logical_type).toBeUndefined();
  });
});
