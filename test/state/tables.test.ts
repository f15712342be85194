import { beforeEach, describe, expect, it } from 'vitest';
import type { TableDescription } from '../../src/core/model/table.ts';
import { FIRST_TABLES } from '../../src/core/model/table-list.ts';
import { openFile } from '../../src/state/actions/capture.ts';
import { setTableView } from '../../src/state/actions/view.ts';
import { getState } from '../../src/state/store.ts';
import { descriptionOf, viewOf } from '../../src/state/tables.ts';
import { freshPage, opened, settle } from './page.ts';

const DNS: TableDescription = {
  id: 'dns',
  noun: 'message',
  nouns: 'messages',
  limits: ['range', 'flow'],
  testsBytes: true,
  isPackets: false,
  columns: [{ id: 'name', label: 'Name', kind: 'text', group: '', unit: '', help: '', formula: '' }],
  writtenColumns: [],
  fileColumns: [],
};

let page: ReturnType<typeof freshPage>;

beforeEach(() => {
  page = freshPage();
});

/** Opens a capture; `before` is done while it is read. */
async function open(before: () => void = () => undefined): Promise<void> {
  void openFile(new File([], 'dns.pcap'));
  before();
  const { metering, ...rest } = opened('dns.pcap', 3, 1);
  const tables = [...FIRST_TABLES, DNS];
  page.openings.at(-1)?.answer({ ok: true, value: { ...rest, metering: { ...metering, tables } } });
  await settle();
}

describe('a table that the page did not know', () => {
  it('is looked at as all others, and told of with the capture', async () => {
    expect(descriptionOf(getState(), 'dns').columns).toEqual([]);
    await open();
    expect(descriptionOf(getState(), 'dns')).toEqual(DNS);
    expect(viewOf(getState(), 'dns').filter).toBe('');
    setTableView('dns', { filter: 'name = a', columns: ['name'] });
    expect(viewOf(getState(), 'dns')).toMatchObject({ filter: 'name = a', columns: ['name'], sort: undefined });
  });

  it('is filtered and sorted no more when another capture is opened; its columns stay', async () => {
    await open();
    setTableView('dns', { filter: 'name = a', columns: ['name'], sort: { column: 'name', descending: true } });
    void openFile(new File([], 'other.pcap'));
    await settle();
    expect(viewOf(getState(), 'dns')).toMatchObject({ filter: '', sort: undefined, columns: ['name'] });
  });

  it('is not sorted by a column that it does not have', async () => {
    const sorts = { dns: 'nonsense', flows: 'nonsense', packets: 'info', other: 'nonsense' };
    await open(() => {
      for (const [table, column] of Object.entries(sorts)) setTableView(table, { sort: { column, descending: false } });
    });
    const kept = Object.keys(sorts).filter((table) => viewOf(getState(), table).sort !== undefined);
    expect(kept).toEqual(['other']); // of which this capture says nothing
  });
});
