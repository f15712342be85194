import type { ColumnDescription, ColumnKind } from './column.ts';
import type { FlowFeature, Scope } from './flow-feature.ts';

/** What stands before a column's label. */
export const SCOPE_LABEL: Readonly<Record<Scope, string>> = { bidirectional: '', src2dst: '→ ', dst2src: '← ' };
/** The scope in a sentence. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  bidirectional: 'both directions',
  src2dst: 'source to destination',
  dst2src: 'destination to source',
};

/** The words of a flow column: as in ColumnDescription, but the label without the arrow of the scope. */
export interface ColumnWords {
  readonly label: string;
  readonly kind: ColumnKind;
  readonly group: string;
  readonly help: string;
  readonly unit?: string;
  readonly formula?: string;
}

/** The column of a feature of flows: its id is scope and name, its label says the direction. */
export function flowColumn(feature: FlowFeature, words: ColumnWords): ColumnDescription {
  const { scope, name } = feature;
  const { label, kind, group, help, unit = '', formula = '' } = words;
  return {
    id: scope === undefined ? name : `${scope}_${name}`,
    label: scope === undefined ? label : SCOPE_LABEL[scope] + label,
    kind,
    group,
    unit,
    help,
    formula,
    feature,
  };
}

/** The label of a column without the arrow of its scope: that of the feature. */
export function featureLabel({ label, feature }: ColumnDescription): string {
  return feature?.scope === undefined ? label : label.slice(SCOPE_LABEL[feature.scope].length);
}

/** How NFStream computes what it keeps of many values (nfstream 6.5.4, `flow.py`). */
export const MOMENT_FORMULA = {
  min: 'min(x)',
  mean: 'mₙ = mₙ₋₁ + (xₙ − mₙ₋₁) / n',
  stddev: '√(M2 / (n − 1)), M2 += (xₙ − mₙ₋₁)(xₙ − mₙ); 0 for n < 2',
  max: 'max(x)',
} as const;
