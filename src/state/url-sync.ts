import type { TableId } from '../core/model/table.ts';
import { requestedCaptures } from './actions/address.ts';
import { useAddressView } from './address-view.ts';
import { applyParameters } from './actions/meter.ts';
import { isOffered } from './actions/run.ts';
import { openedLocalFiles } from './opened-hashes.ts';
import { notify } from './notice.ts';
import { isPacked, unpackLink } from './packed-link.ts';
import { markStart, showStart } from './start-entry.ts';
import { summaryOf } from './session.ts';
import { decodeState, encodeState } from './url-state.ts';
import type { Shareable } from './url-state.ts';
import { getState, setState, useStore } from './store.ts';
import type { State, TableView } from './store.ts';
import { viewOf } from './tables.ts';

const BROKEN =
  'This link cannot be read: it was cut on its way, or a newer version of the page has made it. What it does not hold is as it was.';

/** Typing and brushing change the state often; after its first change the address follows when it rests, in ms. */
const REST_MS = 250;

/**
 * Keeps the page's hash and the state the same: reads the hash now and whenever the user goes back or edits it, writes
 * it when the state has changed. Changing the panel is a step in the browser's history, all else is not. Where the address
 * is to hold no view, what it brings is read and taken out. Returns what ends the writing.
 */
export function startUrlSync(): () => void {
  const first = useStore.getInitialState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let panel = getState().panel;
  let unpacking = 0;
  let ended = false;
  const read = (): void => {
    if (isPacked(location.hash)) {
      unpacking++;
      void unpackLink(location.hash, withUnwritten(first)).then((state) => {
        unpacking--;
        if (state === undefined) notify({ tone: 'danger', sentence: BROKEN });
        else show(state);
        panel = getState().panel;
      });
      return;
    }
    const known = location.hash === '' ? { panel: first.panel } : decodeState(location.hash, withUnwritten(first));
    if (known !== undefined) show(known);
    panel = getState().panel;
  };
  const write = (): void => {
    const state = getState();
    if (ended || state.aside) return; // the view is the capture's, the entry is not
    if (unpacking > 0) return writeLater(); // the address says more than the state does so far
    const { kept } = useAddressView.getState();
    const url = location.pathname + location.search + (kept ? hashOf(state) : '');
    if (url === location.pathname + location.search + location.hash) return;
    if (state.panel === panel || !kept) history.replaceState(history.state, '', url);
    else history.pushState(null, '', url);
    panel = state.panel;
  };
  const writeLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      write();
    }, REST_MS);
  };
  /** A change after a rest is written at once: whoever loads the page again right after it has it still. */
  const follow = (): void => {
    if (timer === undefined) queueMicrotask(write);
    writeLater();
  };
  // Without a view in it the address says nothing against what is remembered.
  if (location.hash !== '') read();
  if (requestedCaptures().addresses.length === 0) markStart();
  addEventListener('popstate', ({ state }) => {
    const { aside } = getState();
    if (showStart(state)) return;
    // From the start page forward to the capture: it has its view still, also where the address has none.
    if (!aside || useAddressView.getState().kept) read();
  });
  addEventListener('hashchange', () => {
    if (getState().aside) return;
    read();
    writeLater();
  });
  const endings = [useStore.subscribe(follow), useAddressView.subscribe(follow)];
  return () => {
    ended = true;
    clearTimeout(timer);
    for (const end of endings) end();
  };
}

/**
 * The whole link to the view as it is now, whether or not the address holds it. Only here are files of the person's own named:
 * the address alone, and the browser's history, do not say what is open.
 */
export function linkToView(): string {
  const state = getState();
  const opened = summaryOf(state.session) === undefined ? [] : openedLocalFiles();
  const named = opened.length > 0 ? { ...state, wanted: opened } : state;
  return bareAddress() + hashOf(named);
}

/** The page's address without its view. */
export function bareAddress(): string {
  return location.origin + location.pathname + location.search;
}

function hashOf(state: State): string {
  const hash = encodeState({ ...state, code: isOffered(state.code) ? '' : state.code });
  return hash === '' ? '' : `#${hash}`;
}

let readingAddress = false;

/** True while the state is brought to that of the address: what changes then is not the person's choice. */
export function isReadingAddress(): boolean {
  return readingAddress;
}

/** Brings the state to that of a hash; other parameters are put into force, so that the open capture follows. */
function show({ parameters, ...rest }: Partial<Shareable>): void {
  readingAddress = true;
  setState(rest);
  readingAddress = false;
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
