import type { ColumnDescription } from '../../model/column.ts';
import type { MeterParameters } from '../../model/parameters.ts';
import type { Account } from '../explain/account.ts';
import type { FlowTrace } from '../explain/trace.ts';
import type { Ticks } from '../ticks.ts';
import type { FeatureMeter } from './feature-meter.ts';
import type { SharedRecords } from './record-store.ts';

/** A column of flows beyond NFStream's: its words, and how its value is computed once more. */
export interface FeatureColumn {
  readonly description: ColumnDescription;
  /**
   * A flow's value, computed from its packets without looking at what the meter keeps. Left out where packets do not
   * have in memory what feeds it: then the formula, the cell and the packets of the scope are shown.
   */
  readonly explain?: (trace: FlowTrace) => Account;
}

/** What the meters of all groups of one metering share. */
export interface MeterSetting {
  readonly parameters: MeterParameters;
  readonly ticks: Ticks;
  readonly records: SharedRecords;
}

/**
 * A group of flow features beyond NFStream: all of it but its name and label, which the page needs before the core runs
 * (FEATURE_LIST of the model). A file of this folder is one group, `index.ts` has them all.
 */
export interface GroupOfFeatures {
  /** In file order. */
  readonly columns: readonly FeatureColumn[];
  /** A meter that keeps the numbers of one metering. */
  meter(setting: MeterSetting): FeatureMeter;
}
