import { isOffered } from './actions/run.ts';
import { decodeState, encodeState } from './url-state.ts';
import type { Shareable } from './url-state.ts';
import { getState, setState, useStore } from './store.ts';

/** Typing and brushing change the state often; the address follows when it rests, in ms. */
const REST_MS = 250;

/**
 * Keeps the page's hash and the state the same: reads the hash now and whenever the user goes back or edits it, writes
 * it when the state has changed. Changing the panel is a step in the browser's history, all else is not.
 */
export function startUrlSync(): void {
  const first: Shareable = getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let panel = first.panel;
  const read = (): void => {
    const state = location.hash === '' ? { panel: first.panel } : decodeState(location.hash, first);
    if (state !== undefined) setState(state);
    panel = getState().panel;
  };
  const write = (): void => {
    const state = getState();
    const hash = encodeState({ ...state, code: isOffered(state.code) ? '' : state.code });
    const url = location.pathname + location.search + (hash === '' ? '' : `#${hash}`);
    if (url === location.pathname + location.search + location.hash) return;
    if (state.panel === panel) history.replaceState(history.state, '', url);
    else history.pushState(null, '', url);
    panel = state.panel;
  };
  read();
  addEventListener('popstate', read);
  addEventListener('hashchange', read);
  useStore.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  });
}
