import { useMemo } from 'react';
import type { Question, TableName, TimeRange } from '../core/model/question.ts';
import type { FlowIndex, MatchIndex } from '../core/model/units.ts';
import { useStore } from './store.ts';
import type { TableView } from './store.ts';

/** The limits that views share, beside each table's own filter. */
export interface Limits {
  readonly range: TimeRange | undefined;
  readonly matchFilter: 'any' | MatchIndex | undefined;
  readonly flowFilter: FlowIndex | undefined;
  readonly featureFilter?: string | undefined;
}

/**
 * What a table asks for under a view and the limits in force. The time range limits every table, the match limit
 * flows and packets, the flow limit and that of its feature packets only.
 */
export function buildQuestion(table: TableName, view: Pick<TableView, 'filter' | 'sort'>, limits: Limits): Question {
  const match = table === 'matches' ? undefined : limits.matchFilter;
  const flow = table === 'packets' ? limits.flowFilter : undefined;
  return {
    table,
    filter: view.filter,
    ...(limits.range !== undefined && { range: limits.range }),
    ...(match !== undefined && { match }),
    ...(flow !== undefined && { flow }),
    ...(flow !== undefined && limits.featureFilter !== undefined && { feature: limits.featureFilter }),
    ...(view.sort !== undefined && { sort: view.sort }),
  };
}

/** The question of a panel's main table; the same object until it changes. */
export function useQuestion(table: TableName): Question {
  const filter = useStore((state) => state.tables[table].filter);
  const sort = useStore((state) => state.tables[table].sort);
  const range = useStore((state) => state.range);
  const matchFilter = useStore((state) => state.matchFilter);
  const flowFilter = useStore((state) => state.flowFilter);
  const featureFilter = useStore((state) => state.featureFilter);
  return useMemo(
    () => buildQuestion(table, { filter, sort }, { range, matchFilter, flowFilter, featureFilter }),
    [table, filter, sort, range, matchFilter, flowFilter, featureFilter],
  );
}

/** Equal for questions that have the same answer. */
export function questionKey(question: Question): string {
  const { table, filter, range, match, flow, feature, sort } = question;
  return JSON.stringify([
    table,
    filter,
    range?.fromNs,
    range?.toNs,
    match,
    flow,
    feature,
    sort?.column,
    sort?.descending,
  ]);
}
