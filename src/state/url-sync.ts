import type { TableId } from '../core/model/table.ts';
import { useAddressView } from './address-view.ts';
import { applyParameters } from './actions/meter.ts';
import { isOffered } from './actions/run.ts';
import { decodeState, encodeState } from './url-state.ts';
import type { Shareable } from './url-state.ts';
import { getState, setState, useStore } from './store.ts';
import type { State, TableView } from './store.ts';
import { viewOf } from './tables.ts';

/** Typing and brushing change the state often; the address follows when it rests, in ms. */
const REST_MS = 250;

/**
 * Keeps the page's hash and the state the same: reads the hash now and whenever the user goes back or edits it, writes
 * it when the state has changed. Changing the panel is a step in the browser's history, all else is not. Where the address
 * is to hold no view, what it brings is read and taken out.
 */
export function startUrlSync(): void {
  const first = getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let panel = first.panel;
  const read = (): void => {
    const known = location.hash === '' ? { panel: first.panel } : decodeState(location.hash, withUnwritten(first));
    if (known !== undefined) show(known);
    panel = getState().panel;
  };
  const write = (): void => {
    const state = getState();
    const { kept } = useAddressView.getState();
    const url = location.pathname + location.search + (kept ? hashOf(state) : '');
    if (url === location.pathname + location.search + location.hash) return;
    if (state.panel === panel || !kept) history.replaceState(history.state, '', url);
    else history.pushState(null, '', url);
    panel = state.panel;
  };
  const writeLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  };
  read();
  addEventListener('popstate', read);
  addEventListener('hashchange', () => {
    read();
    writeLater();
  });
  useStore.subscribe(writeLater);
  useAddressView.subscribe(writeLater);
}

/** The whole link to the view as it is now, whether or not the address holds it. */
export function linkToView(): string {
  return location.origin + location.pathname + location.search + hashOf(getState());
}

function hashOf(state: State): string {
  const hash = encodeState({ ...state, code: isOffered(state.code) ? '' : state.code });
  return hash === '' ? '' : `#${hash}`;
}

/** Brings the state to that of a hash; other parameters are put into force, so that the open capture follows. */
function show({ parameters, ...rest }: Partial<Shareable>): void {
  setState(rest);
  if (parameters !== undefined) void applyParameters(parameters);
}

/** What no hash can bring back stays as it is now: code that is too long or was offered, and column widths. */
function withUnwritten(first: Shareable): Shareable {
  const { code, tables } = getState();
  const views = Object.entries(tables).map(([table, { widths }]): [TableId, TableView] => [
    table,
    { ...viewOf(first, table), widths },
  ]);
  return { ...first, code, tables: { ...first.tables, ...Object.fromEntries(views) } };
}
