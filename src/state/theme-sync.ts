import { setTheme } from './actions/view.ts';
import { useStore } from './store.ts';
import type { Theme } from './store.ts';

const KEY = 'flowloom.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Puts the theme on the page, now and whenever it changes, and remembers it in this browser. */
export function startThemeSync(): void {
  const remembered = THEMES.find((theme) => theme === readRemembered());
  if (remembered !== undefined) setTheme(remembered);
  apply(useStore.getState().theme);
  useStore.subscribe((state, before) => {
    if (state.theme === before.theme) return;
    apply(state.theme);
    remember(state.theme);
  });
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function readRemembered(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // storage is switched off: the theme is then chosen anew each time
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return; // as above
  }
}
