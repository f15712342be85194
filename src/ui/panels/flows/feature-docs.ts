import type { ColumnDescription } from '../../../core/model/column.ts';

/** Headings of docs/features.md by the group of a column. */
const HEADINGS: Readonly<Record<string, string>> = {
  Activity: 'activity-active-and-idle-periods',
  Application: 'applications',
  Rates: 'rates',
  'Packet size percentiles': 'percentiles',
  'Inter-arrival percentiles': 'percentiles',
  'Packet size': 'statistics',
  'Inter-arrival time': 'statistics',
  'TCP flags': 'statistics',
  SPLT: 'statistics',
};

/** The heading of docs/features.md that says how a feature is counted. */
export function headingOf({ group, kind, unit }: Pick<ColumnDescription, 'group' | 'kind' | 'unit'>): string {
  const known = HEADINGS[group];
  if (known !== undefined) return known;
  if (kind === 'epoch-ms' || kind === 'milliseconds') return 'the-clock';
  return kind === 'bytes' || unit === 'B' ? 'sizes' : 'what-is-a-flow';
}
