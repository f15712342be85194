import type { Question, TimeBinsRequest } from '../../core/model/question.ts';
import type { TableId } from '../../core/model/table.ts';
import type { DataCall } from '../engine-port.ts';
import type { State, TableView } from '../store.ts';
import { viewOf } from '../tables.ts';

/** What of the view is given up, and a sentence that says so if something is. */
interface GivenUp {
  readonly change: Partial<State>;
  readonly sentence: string | undefined;
}

const NOTHING: GivenUp = { change: {}, sentence: undefined };

/**
 * The view without what the data worker was working on when it had to be ended, so that it is not asked again at once: the
 * filters of tables that waited for rows; if none had one, what was to be explained or shown in a pane.
 */
export function withoutAsked(state: State, asked: readonly DataCall[]): GivenUp {
  const filters = filtersOf(state, asked);
  if (filters.size > 0) return withoutFilters(state, filters);
  const names = asked.map(({ name }) => name);
  if (names.includes('explain') && state.feature !== undefined)
    return { change: { feature: undefined }, sentence: `The explanation of ${state.feature} was closed.` };
  if (names.includes('flow') && state.flow !== undefined)
    return { change: { flow: undefined }, sentence: `The detail of flow ${state.flow} was closed.` };
  if (names.includes('packet') && state.packet !== undefined)
    return { change: { packet: undefined }, sentence: `The detail of packet ${state.packet + 1} was closed.` };
  return NOTHING;
}

/** The filters in force of the tables that were asked about. */
function filtersOf(state: State, asked: readonly DataCall[]): ReadonlyMap<TableId, string> {
  const found = new Map<TableId, string>();
  for (const { table, filter } of asked.flatMap(questionOf))
    if (filter !== '' && viewOf(state, table).filter === filter) found.set(table, filter);
  return found;
}

/** The question about rows in a call, if it has one. */
function questionOf({ name, input: [first] }: DataCall): readonly Question[] {
  if (name === 'positionOf' || name === 'distribution') return [first as Question];
  if (name === 'rows' || name === 'export') return [(first as { readonly question: Question }).question];
  if (name === 'timeBins') {
    const { question } = first as TimeBinsRequest;
    return question === undefined ? [] : [question];
  }
  return [];
}

function withoutFilters(state: State, filters: ReadonlyMap<TableId, string>): GivenUp {
  const views = Object.entries(state.tables).map(([id, view]): [TableId, TableView] => [
    id,
    filters.has(id) ? { ...view, filter: '' } : view,
  ]);
  const texts = [...filters.values()].map((filter) => `“${filter}”`).join(' and ');
  const sentence = `The filter ${texts} was taken back: what reads captures was at work on it.`;
  return { change: { tables: Object.fromEntries(views) }, sentence };
}
