import { openSettings } from '../../state/actions/meter.ts';
import { clearLimits, setTheme, showPanel } from '../../state/actions/view.ts';
import { getState } from '../../state/store.ts';
import type { State, Theme } from '../../state/store.ts';
import { tabPanelId } from '../widgets/Tabs.tsx';
import { pickFile } from './FilePicker.tsx';
import { PANELS } from './panel-list.ts';

/** Something the page can do at a key. The help sheet is made from the same table. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** As KeyboardEvent.key says it; any of them will do. */
  readonly keys: readonly string[];
  /** Without it the command can always be given. */
  readonly when?: (state: State) => boolean;
  readonly run: () => void;
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/** From system to light to dark and round. */
export function switchTheme(): void {
  setTheme(NEXT_THEME[getState().theme]);
}

const hasCapture = ({ session }: State): boolean => session.phase === 'ready' || session.phase === 'loading';

const isLimited = ({ range, matchFilter, flowFilter }: State): boolean =>
  range !== undefined || matchFilter !== undefined || flowFilter !== undefined;

/** All commands of the page, in the order of the help sheet. */
export function listCommands(openHelp: () => void): readonly Command[] {
  return [
    { id: 'open', title: 'Open a capture', keys: ['o'], run: pickFile },
    ...PANELS.map(({ id, title }, at): Command => ({
      id,
      title: `Show ${title}`,
      keys: [String(at + 1)],
      when: hasCapture,
      run: () => showPanel(id),
    })),
    { id: 'filter', title: 'Go to the filter of the panel', keys: ['/'], when: hasCapture, run: focusFilter },
    { id: 'strip', title: 'Go to the time strip', keys: ['s'], when: hasCapture, run: focusStrip },
    {
      id: 'clear',
      title: 'Lift the limits: time range, match and flow',
      keys: ['Escape'],
      when: isLimited,
      run: clearLimits,
    },
    { id: 'settings', title: 'Open the meter settings', keys: ['m'], run: openSettings },
    { id: 'theme', title: 'Switch between light, dark and the system’s theme', keys: ['t'], run: switchTheme },
    { id: 'help', title: 'Show this help', keys: ['?'], run: openHelp },
  ];
}

/** The command that a key gives in a state. */
export function commandForKey(commands: readonly Command[], key: string, state: State): Command | undefined {
  return commands.find((command) => command.keys.includes(key) && command.when?.(state) !== false);
}

/** Panels have one search field each, or none. */
function focusFilter(): void {
  const panel = document.getElementById(tabPanelId(getState().panel));
  const field = panel?.querySelector<HTMLInputElement>('input[type=search], [data-filter]');
  field?.focus();
  field?.select();
}

function focusStrip(): void {
  document.querySelector<HTMLElement>('[data-strip]')?.focus();
}
