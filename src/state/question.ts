import { useMemo } from 'react';
import type { Question, TimeRange } from '../core/model/question.ts';
import type { LimitName, TableId } from '../core/model/table.ts';
import type { FlowIndex, MatchIndex } from '../core/model/units.ts';
import { useStore } from './store.ts';
import type { TableView } from './store.ts';
import { useTableDescription, useTableView } from './tables.ts';

/** The limits that views share, beside each table's own filter. */
export interface Limits {
  readonly range: TimeRange | undefined;
  readonly matchFilter: 'any' | MatchIndex | undefined;
  readonly flowFilter: FlowIndex | undefined;
  readonly featureFilter?: string | undefined;
  readonly flowsFilter?: string | undefined;
}

/**
 * What a table asks for under a view and the limits in force, of which it takes those that its rows follow. `shown`: ids of
 * its shown columns, in which words alone are looked for; undefined: in all.
 */
export function buildQuestion(
  { id: table, limits: followed }: { readonly id: TableId; readonly limits: readonly LimitName[] },
  view: Pick<TableView, 'filter' | 'sort'>,
  limits: Limits,
  shown?: readonly string[],
): Question {
  const taken = <T>(limit: LimitName, value: T): T | undefined => (followed.includes(limit) ? value : undefined);
  const range = taken('range', limits.range);
  const match = taken('match', limits.matchFilter);
  const flow = taken('flow', limits.flowFilter);
  const flows = taken('flows', limits.flowsFilter);
  const feature = flow === undefined ? undefined : taken('feature', limits.featureFilter);
  return {
    table,
    filter: view.filter,
    // In one order: moving a column asks nothing else.
    ...(view.filter.trim() !== '' && shown !== undefined && { words: shown.toSorted() }),
    ...(range !== undefined && { range }),
    ...(match !== undefined && { match }),
    ...(flow !== undefined && { flow }),
    ...(feature !== undefined && { feature }),
    ...(flows !== undefined && { flows }),
    ...(view.sort !== undefined && { sort: view.sort }),
  };
}

/** The question of a panel's main table; the same object until it changes. */
export function useQuestion(table: TableId): Question {
  const { filter, sort } = useTableView(table);
  const { limits } = useTableDescription(table);
  const range = useStore((state) => state.range);
  const matchFilter = useStore((state) => state.matchFilter);
  const flowFilter = useStore((state) => state.flowFilter);
  const featureFilter = useStore((state) => state.featureFilter);
  const flowsFilter = useStore((state) => state.flowsFilter);
  const shown = useStore((state) => state.shown[table]);
  return useMemo(
    () =>
      buildQuestion(
        { id: table, limits },
        { filter, sort },
        { range, matchFilter, flowFilter, featureFilter, flowsFilter },
        shown,
      ),
    [table, limits, filter, sort, range, matchFilter, flowFilter, featureFilter, flowsFilter, shown],
  );
}

/** Equal for questions that have the same answer. */
export function questionKey(question: Question): string {
  const { table, filter, words, range, match, flow, feature, flows, slice, group, having, sort } = question;
  return JSON.stringify([
    table,
    filter,
    words,
    range?.fromNs,
    range?.toNs,
    match,
    flow,
    feature,
    flows,
    slice,
    group,
    having,
    sort?.column,
    sort?.descending,
  ]);
}
