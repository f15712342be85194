import type { TimeFormat } from '../../base/format.ts';
import type { TimeRange } from '../../core/model/question.ts';
import type { TableId } from '../../core/model/table.ts';
import type { FlowIndex, MatchIndex, PacketIndex } from '../../core/model/units.ts';
import { getState, setState } from '../store.ts';
import { panelOfTable, type PanelId } from '../panels.ts';
import type { GroupingView, State, TableView, Theme } from '../store.ts';
import { viewOf } from '../tables.ts';

const NO_LIMITS: Partial<State> = {
  range: undefined,
  matchFilter: undefined,
  flowFilter: undefined,
  featureFilter: undefined,
  flowsFilter: undefined,
};

/** Brings a panel to the front. */
export function showPanel(panel: PanelId): void {
  setState({ panel });
}

/** Changes how one table is looked at: filter, sort, columns, pins, widths. What is not named stays. */
export function setTableView(table: TableId, change: Partial<TableView>): void {
  const { tables } = getState();
  setState({ tables: { ...tables, [table]: { ...viewOf({ tables }, table), ...change } } });
}

/** Says which columns a table shows: words alone are looked for in these. */
export function sayShown(table: TableId, columns: readonly string[]): void {
  const { shown } = getState();
  if (shown[table]?.join() !== columns.join()) setState({ shown: { ...shown, [table]: columns } });
}

/** Limits every view to a stretch of time; undefined: the whole capture. Ends may come in any order. */
export function setRange(range: TimeRange | undefined): void {
  if (range === undefined) return setState({ range: undefined });
  const { fromNs, toNs } = range;
  setState({ range: { fromNs: Math.min(fromNs, toNs), toNs: Math.max(fromNs, toNs) } });
}

/** Limits flows and packets to those of all matches, or of one; undefined: no limit. */
export function setMatchFilter(matchFilter: 'any' | MatchIndex | undefined): void {
  setState({ matchFilter });
}

/** Limits packets to one flow; undefined: no limit. */
export function setFlowFilter(flowFilter: FlowIndex | undefined): void {
  setState({ flowFilter, featureFilter: undefined });
}

/** Limits packets to those of flows that a filter of flows keeps; undefined: no limit. */
export function setFlowsFilter(flowsFilter: string | undefined): void {
  setState({ flowsFilter });
}

/** Shows the packets of the flows that a filter keeps in the Packets panel; range and match limit both. */
export function showPacketsOfFlows(filter: string): void {
  setState({ flowsFilter: filter, flowFilter: undefined, featureFilter: undefined, panel: 'packets' });
  setTableView('packets', { filter: '' });
}

/** Limits the packets of the one flow to those that fed a feature of it; undefined: all of them. */
export function setFeatureFilter(featureFilter: string | undefined): void {
  setState({ featureFilter });
}

/** Selects a flow, which details show. What is explained stays the same feature, until the details close. */
export function selectFlow(flow: FlowIndex | undefined): void {
  setState(flow === undefined ? { flow, feature: undefined } : { flow });
}

/** Explains a feature of the selected flow; undefined: none. */
export function explainFeature(feature: string | undefined): void {
  setState({ feature });
}

/** Selects a packet, whose bytes are shown. */
export function selectPacket(packet: PacketIndex | undefined): void {
  setState({ packet });
}

/** Selects a match, which is drawn as a ladder. */
export function selectMatch(match: MatchIndex | undefined): void {
  setState({ match });
}

/** Shows the packets of one flow, all or those that a filter keeps, and nothing else, in the Packets panel. */
export function showPacketsOfFlow(flow: FlowIndex, filter = ''): void {
  setState({ ...NO_LIMITS, range: getState().range, flow, flowFilter: flow, panel: 'packets' });
  setTableView('packets', { filter });
}

/** Shows the packets that fed a feature of a flow, and nothing else, in the Packets panel. */
export function showPacketsOfFeature(flow: FlowIndex, feature: string): void {
  setState({
    flow,
    flowsFilter: undefined,
    flowFilter: flow,
    featureFilter: feature,
    matchFilter: undefined,
    range: undefined,
    panel: 'packets',
  });
  setTableView('packets', { filter: '' });
}

/** Shows one packet among all others: no limit that could hide it stays. */
export function showPacket(packet: PacketIndex): void {
  setState({ ...NO_LIMITS, packet, panel: 'packets' });
  setTableView('packets', { filter: '' });
}

/** Shows the packets that a filter keeps, of the whole capture, in the Packets panel. */
export function showPacketsWhere(filter: string): void {
  setState({ ...NO_LIMITS, panel: 'packets' });
  setTableView('packets', { filter });
}

/** Shows the rows of a table that a filter keeps, in its panel; limits stay. */
export function showRowsWhere(table: TableId, filter: string): void {
  setTableView(table, { filter });
  setState({ panel: panelOfTable(table) });
}

/** Groups the rows of a table in the Groups panel, by what the filter of the table keeps. */
export function showGroups(grouping: GroupingView): void {
  setState({ grouping, panel: 'groups' });
}

/** Groups by other columns; how groups are sorted stays where it can. */
export function setGrouping(grouping: GroupingView): void {
  setState({ grouping });
}

/** Shows the flows that a filter keeps, of the whole capture, in the Flows panel. */
export function showFlowsWhere(filter: string): void {
  setState({ ...NO_LIMITS, panel: 'flows' });
  setTableView('flows', { filter });
}

/** Shows one flow, selected, in the Flows panel. */
export function showFlow(flow: FlowIndex): void {
  setState({ flow, panel: 'flows' });
}

/** Lifts the limits that come from elsewhere than a table's own filter: time, match and flow. */
export function clearLimits(): void {
  setState(NO_LIMITS);
}

/** How times are written. */
export function setTimeFormat(timeFormat: TimeFormat): void {
  setState({ timeFormat });
}

/** Addresses with their names, or without. */
export function toggleNames(): void {
  setState({ showNames: !getState().showNames });
}

/** Light, dark, or as the system says. */
export function setTheme(theme: Theme): void {
  setState({ theme });
}
