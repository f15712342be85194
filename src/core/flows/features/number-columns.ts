import type { NumberColumn } from '../../model/column.ts';
import { flowColumn, SCOPE_WORDS, type ColumnWords } from '../../model/describe-column.ts';
import { SCOPES, type FlowFeature, type Scope } from '../../model/flow-feature.ts';
import type { Account } from '../explain/account.ts';
import type { FlowTrace } from '../explain/trace.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { FeatureColumn } from './feature-group.ts';
import type { RecordStore } from './record-store.ts';

/** Reads a number of a flow record. */
export type Read = (record: number) => number;

/** A column of numbers with its reader, over what its group keeps. */
export interface NumberFeature<Kept> extends FeatureColumn {
  readonly read: (kept: Kept, flows: MeteredFlows) => Read;
}

/** A feature that several scopes have: a column for each of them. */
export interface ScopedFeature<Kept>
  extends Pick<FlowFeature, 'name' | 'of' | 'by'>, Pick<ColumnWords, 'label' | 'kind' | 'unit' | 'formula'> {
  /** Help in front of the words of the scope, and behind them. */
  readonly help: string;
  readonly behind?: string;
  /** `scope` counts: 0 both directions, 1 source to destination, 2 back. */
  readonly read: (kept: Kept, scope: number, flows: MeteredFlows) => Read;
  /** See FeatureColumn. */
  readonly explain?: (trace: FlowTrace, scope: Scope) => Account;
}

/** The columns of features under a heading, scope by scope. */
export function scopedColumns<Kept>(
  group: string,
  scopes: readonly Scope[],
  features: readonly ScopedFeature<Kept>[],
): readonly NumberFeature<Kept>[] {
  return scopes.flatMap((scope) => features.map((feature) => scopedColumn(group, scope, feature)));
}

function scopedColumn<Kept>(group: string, scope: Scope, feature: ScopedFeature<Kept>): NumberFeature<Kept> {
  const { name, of, by, label, kind, unit = '', formula = '', help, behind = '', explain } = feature;
  const words = { label, kind, group, unit, formula, help: `${help}, ${SCOPE_WORDS[scope]}${behind}.` };
  return {
    description: flowColumn({ scope, name, of, ...(by !== undefined && { by }) }, words),
    read: (kept, flows) => feature.read(kept, SCOPES.indexOf(scope), flows),
    ...(explain && { explain: (trace: FlowTrace) => explain(trace, scope) }),
  };
}

/** The columns of a group as the flow table has them. */
export function numberColumns<Kept>(
  features: readonly NumberFeature<Kept>[],
  kept: Kept,
  flows: MeteredFlows,
): readonly NumberColumn[] {
  return features.map((feature) => {
    const { description } = feature;
    const number = feature.read(kept, flows);
    const fractional = description.kind === 'milliseconds' && flows.ticks.fine;
    return { type: 'number', description, number, fractional };
  });
}

/** Reads a counter that lies `stride` apart for the two directions; both together are their sum. */
export function sumOf(store: RecordStore, stride: number, scope: number, field: number): Read {
  if (scope > 0) return (record) => store.get(record, (scope - 1) * stride + field);
  return (record) => store.get(record, field) + store.get(record, stride + field);
}
