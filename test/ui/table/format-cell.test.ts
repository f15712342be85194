import { describe, expect, it } from 'vitest';
import type { ColumnKind } from '../../../src/core/model/column.ts';
import { PACKET_COLUMNS } from '../../../src/core/model/packet-columns.ts';
import { exactCell, formatCell } from '../../../src/ui/table/format-cell.ts';
import { packetGridColumns, packetTime } from '../../../src/ui/table/packet-grid-columns.ts';

const of = (kind: ColumnKind, unit = '') => ({ id: 'x', label: 'X', kind, group: '', unit, help: '', formula: '' });

describe('cells for people', () => {
  it.each([
    [443, of('integer'), '443'],
    [1234567, of('integer', 'packets'), '1\u2009234\u2009567'],
    [1514, of('bytes', 'B'), '1514'],
    [12, of('milliseconds', 'ms'), '12'],
    [16.975000000000005, of('float', 'ms'), '16.975'],
    [12345.5, of('float', 'ms'), '12\u2009345.500'],
    [-1.5, of('float', 'ms'), '\u22121.500'],
    [0.00012, of('float', 'ms'), '1.20e-4'],
    [0, of('float', 'ms'), '0.000'],
    [1472393122365, of('epoch-ms'), '2016-08-28 14:05:22.365'],
    [0, of('epoch-ms'), ''],
    ['tcp', of('text'), 'tcp'],
    [[0, 1, -1], of('list'), '0 1 -1'],
    [undefined, of('integer'), ''],
  ])('%j as %j', (cell, description, text) => {
    expect(formatCell(cell, description)).toBe(text);
  });

  it('are copied to the last digit', () => {
    expect(exactCell(16.975000000000005)).toBe('16.975000000000005');
    expect(exactCell([1, 2])).toBe('[1, 2]');
    expect(exactCell(undefined)).toBe('');
  });
});

describe('packet times', () => {
  const times = { epochNs: 1_472_393_122_365_661_000n, nanoseconds: false } as const;
  const context = (cell: number, above?: number) => ({
    row: 0,
    position: 0,
    cell,
    above,
    shape: undefined,
    activity: undefined,
    unread: false,
  });

  it('follow the chosen style', () => {
    expect(packetTime(context(1_500_000), { ...times, style: 'relative' })).toBe('0.001500');
    expect(packetTime(context(1_500_000), { ...times, style: 'utc' })).toBe('2016-08-28 14:05:22.367161');
    expect(packetTime(context(1_500_000), { ...times, style: 'relative', nanoseconds: true })).toBe('0.001500000');
  });

  it('as gaps count from the row above, and begin with 0', () => {
    expect(packetTime(context(5_000_000, 3_000_000), { ...times, style: 'delta' })).toBe('0.002000');
    expect(packetTime(context(5_000_000), { ...times, style: 'delta' })).toBe('0.000000');
    expect(packetTime(context(3_000_000, 5_000_000), { ...times, style: 'delta' })).toBe('\u22120.002000');
  });

  it('have room for all digits of a capture of years, on either side of its first packet', () => {
    const widthOf = (farthestNs: number): number | undefined =>
      packetGridColumns(PACKET_COLUMNS, { ...times, style: 'relative', farthestNs }).find(
        ({ description }) => description.id === 'time',
      )?.width;
    const usual = widthOf(0) ?? 0;
    expect(widthOf(9999e9)).toBe(usual);
    expect(widthOf(100_000_000e9)).toBe(usual + 5 * 8);
    expect(widthOf(-100_000_000e9)).toBe(usual + 6 * 8);
  });

  it('leave missing ports empty', () => {
    const port = packetGridColumns(PACKET_COLUMNS, { ...times, style: 'relative' }).find(
      ({ description }) => description.id === 'src_port',
    );
    expect(port?.text(context(-1))).toBe('');
    expect(port?.text(context(443))).toBe('443');
  });
});
