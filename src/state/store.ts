import { create } from 'zustand';
import type { TimeFormat } from '../base/format.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../core/model/parameters.ts';
import type { MatchIndex, FlowIndex, PacketIndex } from '../core/model/units.ts';
import type { LogSummary } from '../core/model/log.ts';
import type { Source } from '../core/model/record-event.ts';
import type { Question, TimeRange } from '../core/model/question.ts';
import type { TableDescription, TableId } from '../core/model/table.ts';
import { FIRST_TABLES } from '../core/model/table-list.ts';
import type { AddedSummary } from '../core/model/operators.ts';
import type { LinkFile } from './link-files.ts';
import type { PanelId } from './panels.ts';
import type { Run, Session } from './session.ts';

export type Theme = 'system' | 'light' | 'dark';

/** How one table is looked at. Column ids are those of core/model; `widths` in CSS pixels. */
export interface TableView {
  /** The filter that is in force (the text being typed lives in the filter box). */
  readonly filter: string;
  readonly sort: Question['sort'];
  /** Shown columns in order. */
  readonly columns: readonly string[];
  readonly pinned: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

/** How a table is looked at as long as nobody has changed it. */
export const FIRST_VIEW: TableView = { filter: '', sort: undefined, columns: [], pinned: [], widths: {} };

/** What rows the groups are of, and by what: column ids, `host`, `pair` (groups.ts of core/model). */
export interface GroupingView {
  readonly table: TableId;
  readonly by: readonly string[];
}

/** How groups are made as long as nobody has changed it: who talks to whom. */
export const FIRST_GROUPING: GroupingView = { table: 'flows', by: ['host'] };

/** A match as a link names it: its number, and its first packet, by which it is known again. */
export interface LinkedMatch {
  readonly match: MatchIndex;
  readonly packet: PacketIndex;
}

/** All that the page knows. Rows never live here: tables ask the data worker for the window in view. */
export interface State {
  readonly session: Session;
  /** How packets are decoded and metered: of the open capture, and of the next one. */
  readonly parameters: MeterParameters;
  /** The tables of the open capture, with their columns by the parameters. */
  readonly descriptions: readonly TableDescription[];
  /** The meter settings are on screen. */
  readonly settingsOpen: boolean;
  /** The parameter whose field has the focus when they open; undefined: none. */
  readonly settingAtFirst: keyof MeterParameters | undefined;
  /** Rises whenever the tables in the worker have changed; windows are asked for anew. */
  readonly generation: number;
  readonly panel: PanelId;
  /** The open capture is set aside: the start page is shown, and Forward brings the capture back. */
  readonly aside: boolean;
  /** The files that the link was made of, which whoever follows it opens; none if it names none. */
  readonly wanted: readonly LinkFile[];
  /** How tables are looked at, by their ids; a table need not be here (viewOf of tables.ts). */
  readonly tables: Readonly<Record<TableId, TableView>>;
  /** The groups of the panel Groups; how they are looked at is the view `groups` of `tables`. */
  readonly grouping: GroupingView;
  /** Ids of the columns that tables show, by table, as their panels say; the same array until they change. */
  readonly shown: Readonly<Partial<Record<TableId, readonly string[]>>>;
  /** The brushed stretch of time: limits every view. */
  readonly range: TimeRange | undefined;
  /** Limits flows and packets to those of matches: of all, or of one. */
  readonly matchFilter: 'any' | MatchIndex | undefined;
  /** Limits packets to one flow. */
  readonly flowFilter: FlowIndex | undefined;
  /** Limits packets to those of flows that this filter of flows keeps. */
  readonly flowsFilter: string | undefined;
  /** With `flowFilter`: limits packets to those that fed this feature of it, by its column. */
  readonly featureFilter: string | undefined;
  /** The feature of the selected flow that is explained, by its column. */
  readonly feature: string | undefined;
  readonly flow: FlowIndex | undefined;
  readonly packet: PacketIndex | undefined;
  readonly match: MatchIndex | undefined;
  /** The match of a link, which is selected once its code has run. */
  readonly toMatch: LinkedMatch | undefined;
  /** What whoever made the link has to say. */
  readonly notes: string;
  readonly timeFormat: TimeFormat;
  readonly theme: Theme;
  /** Addresses are shown with the names that the capture has for them. */
  readonly showNames: boolean;
  /** TypeScript text in the editor. */
  readonly code: string;
  readonly doubleTake: boolean;
  /** Which events the code is given; undefined: those that its definitions say. */
  readonly events: Source | undefined;
  /** Events in the order of their times; undefined: in that of the file. */
  readonly order: 'time' | undefined;
  /** The log that code over lines looks at, beside the capture or alone. */
  readonly log: LogSummary | undefined;
  readonly isReadingLog: boolean;
  /** Without a capture: the place where a log is opened is shown. */
  readonly wantsLog: boolean;
  readonly run: Run;
  /** What operators of the code have added to the tables, as long as it is there. */
  readonly added: AddedSummary | undefined;
}

export const useStore = create<State>()(() => initialState());

/** The store's state now, for actions. */
export const getState = useStore.getState;
/** Merges a change into the store; the only way in which it changes. */
export const setState = (change: Partial<State>): void => useStore.setState(change);

function initialState(): State {
  return {
    session: { phase: 'empty' },
    parameters: PAGE_DEFAULTS,
    descriptions: FIRST_TABLES,
    settingsOpen: false,
    settingAtFirst: undefined,
    generation: 0,
    panel: 'overview',
    aside: false,
    wanted: [],
    tables: Object.fromEntries(FIRST_TABLES.map(({ id }) => [id, FIRST_VIEW])),
    grouping: FIRST_GROUPING,
    shown: {},
    range: undefined,
    matchFilter: undefined,
    flowFilter: undefined,
    featureFilter: undefined,
    flowsFilter: undefined,
    feature: undefined,
    flow: undefined,
    packet: undefined,
    match: undefined,
    toMatch: undefined,
    notes: '',
    timeFormat: 'relative',
    theme: 'system',
    showNames: false,
    code: '',
    doubleTake: false,
    events: undefined,
    order: undefined,
    log: undefined,
    isReadingLog: false,
    wantsLog: false,
    run: { phase: 'idle' },
    added: undefined,
  };
}
