import type { NumberColumn } from '../../model/column.ts';
import { SCOPES } from '../../model/describe-column.ts';
import { FEATURE_COLUMNS } from '../../model/feature-columns.ts';
import type { FeatureGroup } from '../../model/parameters.ts';
import type { RecordStore } from './record-store.ts';

/** Reads a number of a flow record. */
export type Read = (record: number) => number;

/** The columns of a group of numbers, by who reads each id. `fractional`: milliseconds may have fractions. */
export function groupColumns(
  group: FeatureGroup,
  reads: readonly (readonly [string, Read])[],
  fractional = false,
): NumberColumn[] {
  const byId = new Map(reads);
  return FEATURE_COLUMNS[group].map((description) => {
    const number = byId.get(description.id);
    if (number === undefined) throw new Error(`Nothing reads ${description.id}.`);
    return { type: 'number', description, number, ...(description.kind === 'milliseconds' && { fractional }) };
  });
}

/** Readers for each scope: 0 both directions, 1 source to destination, 2 back. Names are put behind the scope's. */
export function byScope(
  names: readonly string[],
  read: (scope: number, name: number) => Read,
): (readonly [string, Read])[] {
  return SCOPES.flatMap((scope, number) => names.map((name, at) => [`${scope}_${name}`, read(number, at)] as const));
}

/** Reads a counter that lies `stride` apart for the two directions; both together are their sum. */
export function sumOf(store: RecordStore, stride: number, scope: number, field: number): Read {
  if (scope > 0) return (record) => store.get(record, (scope - 1) * stride + field);
  return (record) => store.get(record, field) + store.get(record, stride + field);
}
