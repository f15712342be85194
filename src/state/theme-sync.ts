import { keepText, keptText } from '../base/kept-texts.ts';
import { setTheme } from './actions/view.ts';
import { useStore } from './store.ts';
import type { Theme } from './store.ts';

const KEY = 'flowloom.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Puts the theme on the page, now and whenever it changes, and remembers it in this browser. */
export function startThemeSync(): void {
  const remembered = THEMES.find((theme) => theme === keptText(KEY));
  if (remembered !== undefined) setTheme(remembered);
  apply(useStore.getState().theme);
  useStore.subscribe((state, before) => {
    if (state.theme === before.theme) return;
    apply(state.theme);
    keepText(KEY, state.theme);
  });
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
