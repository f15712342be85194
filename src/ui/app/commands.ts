import { openSettings } from '../../state/actions/meter.ts';
import { drawSelected } from '../../state/actions/ladder.ts';
import { listLessons } from '../../state/lessons.ts';
import { followSelected } from '../../state/actions/stream.ts';
import { copyLink } from '../../state/actions/copy-link.ts';
import { stepMatch } from '../../state/actions/step-match.ts';
import { showShare } from '../../state/share.ts';
import { clearLimits, setTheme, showPanel, toggleNames } from '../../state/actions/view.ts';
import { showPrivacy } from '../../state/privacy-shown.ts';
import type { Command } from '../../state/commands.ts';
import { isOpen } from '../../state/session.ts';
import { getState } from '../../state/store.ts';
import type { State, Theme } from '../../state/store.ts';
import { tabPanelId } from '../widgets/Tabs.tsx';
import { pickFile } from './FilePicker.tsx';
import { PANELS } from './panel-list.ts';

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/** From system to light to dark and round. */
export function switchTheme(): void {
  setTheme(NEXT_THEME[getState().theme]);
}

const hasCapture = ({ session, aside }: State): boolean => !aside && isOpen(session);

const isLimited = ({ range, matchFilter, flowFilter, flowsFilter }: State): boolean =>
  range !== undefined || matchFilter !== undefined || flowFilter !== undefined || flowsFilter !== undefined;

const hasFound = ({ run }: State): boolean => run.phase === 'done' && run.classes.length > 0;

const canFollow = (state: State): boolean =>
  hasCapture(state) && (state.flow !== undefined || state.packet !== undefined);

/** What of the page commands open. */
export interface Opens {
  readonly help: () => void;
  /** The list of all actions. */
  readonly palette: () => void;
}

/**
 * All commands that have a key everywhere, in the order of the help sheet. The list of all actions has them too, and what
 * stands in palette/further-commands.ts and is offered by the parts of the page (src/state/commands.ts) besides.
 */
export function listCommands({ help, palette }: Opens): readonly Command[] {
  return [
    { id: 'palette', title: 'Find an action', keys: ['Mod+K', ':'], words: 'command palette search', run: palette },
    { id: 'open', title: 'Open a capture', keys: ['o'], words: 'file load pcap pcapng', run: pickFile },
    ...PANELS.map(({ id, title }, at): Command => ({
      id,
      title: `Show ${title}`,
      keys: [String(at + 1)],
      words: 'panel tab go to',
      when: hasCapture,
      run: () => showPanel(id),
    })),
    {
      id: 'filter',
      title: 'Go to the filter of the panel',
      keys: ['/'],
      words: 'search find',
      when: hasCapture,
      run: focusFilter,
    },
    { id: 'strip', title: 'Go to the time strip', keys: ['s'], words: 'range', when: hasCapture, run: focusStrip },
    {
      id: 'clear',
      title: 'Lift the limits: time range, match and flow',
      keys: ['Escape'],
      words: 'clear reset whole capture',
      when: isLimited,
      run: clearLimits,
    },
    {
      id: 'follow',
      title: 'Follow the stream of the selected flow or packet',
      keys: ['r'],
      words: 'read tcp udp conversation payload text hex',
      when: canFollow,
      run: followSelected,
    },
    {
      id: 'ladder',
      title: 'Draw the ladder of the selected flow, or of the packets that are shown',
      keys: ['l'],
      words: 'sequence diagram arrows hosts flow graph',
      when: hasCapture,
      run: drawSelected,
    },
    {
      id: 'next-match',
      title: 'Next sequence of the list, with its packet or flow',
      keys: ['.'],
      words: 'match step forward',
      when: hasFound,
      run: () => stepMatch(1),
    },
    {
      id: 'previous-match',
      title: 'Previous sequence of the list',
      keys: [','],
      words: 'match step back',
      when: hasFound,
      run: () => stepMatch(-1),
    },
    { id: 'settings', title: 'Open the meter settings', keys: ['m'], words: 'parameters options', run: openSettings },
    {
      id: 'names',
      title: 'Show addresses with or without their names',
      keys: ['n'],
      words: 'dns host resolve sni',
      when: hasCapture,
      run: toggleNames,
    },
    {
      id: 'theme',
      title: 'Switch between light, dark and the system’s theme',
      keys: ['t'],
      words: 'colours mode',
      run: switchTheme,
    },
    {
      id: 'copy-link',
      title: 'Copy a link to this view',
      keys: ['c'],
      words: 'share address',
      when: hasCapture,
      run: () => void copyLink(),
    },
    {
      id: 'share',
      title: 'Share: a link with notes, code and match',
      keys: ['C'],
      words: 'teach send address file hash',
      when: hasCapture,
      run: () => showShare(true),
    },
    {
      id: 'privacy',
      title: 'Show requests, policy and what is kept',
      keys: ['p'],
      words: 'network storage forget',
      run: () => showPrivacy(true),
    },
    { id: 'lessons', title: 'Lessons', keys: ['L'], words: 'learn teach course task', run: () => listLessons(true) },
    { id: 'help', title: 'Show all keys', keys: ['?'], words: 'help keyboard shortcuts', run: help },
  ];
}

/** The command that a key gives in a state; keys as `keyOf` names them. */
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
