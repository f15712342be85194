import { describe, expect, it, vi } from 'vitest';
import { useStore } from '../../../src/state/store.ts';
import { commandForKey, listCommands } from '../../../src/ui/app/commands.ts';
import { PANELS } from '../../../src/ui/app/panel-list.ts';
import { summary } from '../../state/page.ts';

const empty = useStore.getInitialState();
const open = { ...empty, session: { phase: 'ready', summary: summary('a.pcap', 1, 1) } } as const;
const commands = listCommands({ help: vi.fn(), palette: vi.fn() });

describe('the table of commands', () => {
  it('gives each key to one command', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('shows the panels by number, once there is a capture', () => {
    PANELS.forEach(({ id }, at) => {
      expect(commandForKey(commands, String(at + 1), empty)).toBeUndefined();
      commandForKey(commands, String(at + 1), open)?.run();
      expect(useStore.getState().panel).toBe(id);
    });
  });

  it('keeps Escape for those limits that there are', () => {
    expect(commandForKey(commands, 'Escape', open)).toBeUndefined();
    const limited = { ...open, range: { fromNs: 0, toNs: 1 }, flowFilter: 3 };
    useStore.setState(limited);
    commandForKey(commands, 'Escape', limited)?.run();
    expect(useStore.getState()).toMatchObject({ range: undefined, matchFilter: undefined, flowFilter: undefined });
  });

  it('goes round the themes', () => {
    const seen = [1, 2, 3].map(() => {
      commandForKey(commands, 't', empty)?.run();
      return useStore.getState().theme;
    });
    expect(seen).toEqual(['light', 'dark', 'system']);
  });

  it('opens the help', () => {
    const help = vi.fn();
    commandForKey(listCommands({ help, palette: vi.fn() }), '?', empty)?.run();
    expect(help).toHaveBeenCalledOnce();
  });
});
