import { describe, expect, it } from 'vitest';
import { FLOW_COLUMNS } from '../../../src/core/model/flow-columns.ts';
import { featureColumns } from '../../../src/core/flows/features/index.ts';
import type { Cell } from '../../../src/core/model/question.ts';
import { exactFeature, featureGroups } from '../../../src/ui/panels/flows/feature-groups.ts';

const cells: readonly Cell[] = FLOW_COLUMNS.map(({ kind }, at) => (kind === 'list' ? [at] : at + 0.5));
const groups = featureGroups(FLOW_COLUMNS, cells);

describe('the groups of features', () => {
  it('have every column exactly once', () => {
    const ids = groups.flatMap(({ rows }) => rows.flatMap(({ values }) => values.map(({ id }) => id)));
    expect([...ids].sort()).toEqual(FLOW_COLUMNS.map(({ id }) => id).sort());
  });

  it('put the three directions of a feature side by side, each with its own value', () => {
    const sizes = groups.find(({ group }) => group === 'Packet size');
    expect(sizes?.matrix).toBe(true);
    const mean = sizes?.rows.find(({ label }) => label === 'Size mean');
    expect(mean?.values.map(({ id }) => id)).toEqual(['bidirectional_mean_ps', 'src2dst_mean_ps', 'dst2src_mean_ps']);
    for (const { id, text } of mean?.values ?? []) {
      expect(text).toBe(String(FLOW_COLUMNS.findIndex((column) => column.id === id) + 0.5));
    }
  });

  it('leave single values alone', () => {
    expect(groups.find(({ group }) => group === 'Identity')?.matrix).toBe(false);
  });
});

it('gives a line to features of one direction, and to single ones among those of three', () => {
  const columns = featureColumns(['rates', 'ttl']);
  const found = featureGroups(
    columns,
    columns.map((_, at) => at),
  );
  const line = (group: string, label: string) =>
    found
      .find((each) => each.group === group)
      ?.rows.find((row) => row.label === label)
      ?.values.map(({ text }) => text);
  const at = (id: string): string => String(columns.findIndex((column) => column.id === id));
  expect(line('Time to live', 'TTL first')).toEqual(['', at('src2dst_first_ttl'), at('dst2src_first_ttl')]);
  expect(line('Rates', 'Bytes down/up')).toEqual([at('down_up_bytes_ratio'), '', '']);
  expect(found.every(({ matrix }) => matrix)).toBe(true);
});

it('writes values to the last digit and times as UTC', () => {
  const column = (id: string) => FLOW_COLUMNS.find((each) => each.id === id) ?? FLOW_COLUMNS[0];
  expect(exactFeature(16.975000000000005, column('bidirectional_mean_piat_ms'))).toBe('16.975000000000005');
  expect(exactFeature(1472393122365, column('bidirectional_first_seen_ms'))).toBe('2016-08-28 14:05:22.365');
  expect(exactFeature(0, column('dst2src_first_seen_ms'))).toBe('0');
  expect(exactFeature([1, -1], column('splt_ps'))).toBe('[1, -1]');
});
