import type { TimeFormat } from '../base/format.ts';
import type { TableId } from '../core/model/table.ts';
import { SOURCES } from '../core/model/record-event.ts';
import { PAGE_DEFAULTS } from '../core/model/parameters.ts';
import { decodeFiles, encodeFiles } from './link-files.ts';
import { PANEL_IDS } from './panels.ts';
import { decodeParameters, encodeParameters, METER_KEYS } from './parameters.ts';
import { FIRST_GROUPING, type GroupingView, type State, type TableView } from './store.ts';
import { viewOf } from './tables.ts';
import { decodeText, encodeText } from './url-text.ts';
import { upgrade } from './url-upgrade.ts';

/**
 * The shareable part of the state as the page's hash: `v=1&panel=flows&flows.filter=…`. What is as at first is left out.
 * Version 1 has these keys:
 *   panel                 overview, flows, packets, sequences, groups, messages, objects, hosts
 *   T.filter              T is a table (flows, packets, matches, messages, objects, hosts): text of the filter
 *   T.sort                column id, with "-" in front when descending
 *   T.columns, T.pinned   column ids, parted by commas; of packets also ids of decoded fields (`tcp.window`)
 *   group                 what the groups are of and by: a table, ":", column ids parted by commas (`flows:host`)
 *   range                 two times in ns since the first packet, parted by "~"
 *   flow, packet          selected rows, from 0
 *   of                    flow whose packets are shown
 *   in                    filter of flows: only packets of those
 *   fed                   column id: of these, the packets that fed this feature
 *   why                   column id: feature of the selected flow that is explained
 *   time                  relative, delta, utc, local
 *   double                1: one event may be taken twice
 *   events                packets, flows, messages, lines: which events code is given; what its definitions say if it is not there
 *   order                 time: events in the order of their times
 *   code                  the text in the editor, base64url of UTF-8
 *   notes                 what whoever made the link has to say, likewise
 *   match                 number of a match, from 0, "~", its first packet: selected once the code has run
 *   file                  for each file that the link was made of: size in bytes, SHA-256 in hex or nothing, name, parted by "~"
 *   meter.P               P is a parameter of the meter by NFStream's name (idle_timeout); switches are 1 and 0
 */
export const URL_VERSION = 1;

/** The part of the state that a link carries. */
export type Shareable = Pick<
  State,
  | 'panel'
  | 'tables'
  | 'grouping'
  | 'range'
  | 'flow'
  | 'packet'
  | 'flowFilter'
  | 'featureFilter'
  | 'flowsFilter'
  | 'feature'
  | 'timeFormat'
  | 'doubleTake'
  | 'events'
  | 'order'
  | 'code'
  | 'notes'
  | 'toMatch'
  | 'parameters'
  | 'wanted'
>;

/** A key of a table's view. */
const TABLE_KEY = /^([a-z]\w{0,40})\.(?:filter|sort|columns|pinned)$/;
/** A link groups by no more columns. */
const MOST_KEYS = 8;
/** A link brings views of no more tables. */
const MOST_TABLES = 100;
const TIME_FORMATS: readonly TimeFormat[] = ['relative', 'delta', 'utc', 'local'];

/** The hash, without "#"; empty if all is as at first. */
export function encodeState(state: Shareable): string {
  const parameters = new URLSearchParams();
  const put = (key: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') parameters.set(key, String(value));
  };
  put('panel', state.panel === 'overview' ? undefined : state.panel);
  for (const [table, view] of Object.entries(state.tables)) putView(put, table, view);
  put('group', groupText(state.grouping));
  put('range', state.range === undefined ? undefined : `${state.range.fromNs}~${state.range.toNs}`);
  put('flow', state.flow);
  put('packet', state.packet);
  put('of', state.flowFilter);
  put('in', state.flowsFilter);
  put('fed', state.featureFilter);
  put('why', state.feature);
  put('time', state.timeFormat === 'relative' ? undefined : state.timeFormat);
  put('double', state.doubleTake ? 1 : undefined);
  put('events', state.events);
  put('order', state.order);
  put('code', encodeText(state.code));
  put('notes', encodeText(state.notes));
  put('match', state.toMatch && `${state.toMatch.match}~${state.toMatch.packet}`);
  for (const file of encodeFiles(state.wanted)) parameters.append('file', file);
  for (const [key, value] of encodeParameters(state.parameters, PAGE_DEFAULTS)) parameters.set(key, value);
  const text = parameters.toString().replaceAll('%2C', ',').replaceAll('%7E', '~').replaceAll('%3A', ':');
  return text === '' ? '' : `v=${URL_VERSION}&${text}`;
}

function putView(put: (key: string, value: string | undefined) => void, table: TableId, view: TableView): void {
  put(`${table}.filter`, view.filter);
  put(`${table}.sort`, view.sort && (view.sort.descending ? '-' : '') + view.sort.column);
  put(`${table}.columns`, view.columns.join(','));
  put(`${table}.pinned`, view.pinned.join(','));
}

/**
 * Reads a hash over a state: what the hash does not name becomes what it was at first, what it names wrongly is
 * ignored. Undefined if the hash is of a later version or of none.
 */
export function decodeState(hash: string, first: Shareable): Shareable | undefined {
  const parameters = upgrade(new URLSearchParams(hash.replace(/^#/, '')), URL_VERSION);
  if (parameters === undefined) return undefined;
  const get = (key: string): string | undefined => parameters.get(key) ?? undefined;
  return {
    panel: oneOf(PANEL_IDS, get('panel')) ?? first.panel,
    tables: readViews(parameters, first),
    grouping: readGrouping(get('group')),
    range: readRange(get('range')),
    flow: readRow(get('flow')),
    packet: readRow(get('packet')),
    flowFilter: readRow(get('of')),
    flowsFilter: get('in') === '' ? undefined : get('in'),
    featureFilter: readColumn(get('fed')),
    feature: readColumn(get('why')),
    timeFormat: oneOf(TIME_FORMATS, get('time')) ?? first.timeFormat,
    doubleTake: get('double') === '1',
    events: oneOf(SOURCES, get('events')),
    order: get('order') === 'time' ? 'time' : undefined,
    code: decodeText(get('code') ?? '') ?? first.code,
    notes: decodeText(get('notes') ?? '') ?? '',
    toMatch: readMatch(get('match')),
    parameters: decodeParameters(get, first.parameters),
    wanted: decodeFiles(parameters.getAll('file')),
  };
}

/** Views of the tables that the hash names, and of those that are known; it may name one that no capture has. */
function readViews(parameters: URLSearchParams, first: Shareable): State['tables'] {
  const named = [...parameters.keys()].map((key) => TABLE_KEY.exec(key)?.[1]);
  const tables = new Set([...Object.keys(first.tables), ...named.filter((table) => table !== undefined)]);
  tables.delete(METER_KEYS);
  const get = (key: string): string | undefined => parameters.get(key) ?? undefined;
  const views = [...tables]
    .slice(0, MOST_TABLES)
    .map((table): [TableId, TableView] => [table, readView(get, table, viewOf(first, table))]);
  return Object.fromEntries(views);
}

function readView(get: (key: string) => string | undefined, table: TableId, first: TableView): TableView {
  const columns = readList(get(`${table}.columns`));
  return {
    filter: get(`${table}.filter`) ?? '',
    sort: readSort(get(`${table}.sort`)),
    columns: columns.length > 0 ? columns : first.columns,
    pinned: readList(get(`${table}.pinned`)),
    widths: first.widths,
  };
}

/** undefined for groups as at first. */
function groupText({ table, by }: GroupingView): string | undefined {
  const text = `${table}:${by.join(',')}`;
  return text === `${FIRST_GROUPING.table}:${FIRST_GROUPING.by.join(',')}` ? undefined : text;
}

function readGrouping(text: string | undefined): GroupingView {
  const [, table, ids] = /^([a-z]\w{0,40}):([\w,]+)$/.exec(text ?? '') ?? [];
  const by = readList(ids).slice(0, MOST_KEYS);
  return table === undefined || by.length === 0 ? FIRST_GROUPING : { table, by };
}

function readSort(text: string | undefined): TableView['sort'] {
  const column = text?.replace(/^-/, '') ?? '';
  return /^\w+$/.test(column) ? { column, descending: text?.startsWith('-') === true } : undefined;
}

function readList(text: string | undefined): readonly string[] {
  return [...new Set((text ?? '').split(',').filter((id) => /^\w+(\.\w+)*$/.test(id)))];
}

function readRange(text: string | undefined): State['range'] {
  const [from, to, ...rest] = (text ?? '').split('~').map(Number);
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  return Number.isFinite(from) && Number.isFinite(to) && from <= to ? { fromNs: from, toNs: to } : undefined;
}

function readMatch(text: string | undefined): State['toMatch'] {
  const [, match, packet] = /^(\d{1,10})~(\d{1,10})$/.exec(text ?? '') ?? [];
  return match === undefined ? undefined : { match: Number(match), packet: Number(packet) };
}

function readColumn(text: string | undefined): string | undefined {
  return text !== undefined && /^\w+$/.test(text) ? text : undefined;
}

function readRow(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined {
  return words.find((word) => word === text);
}
