import { describe, expect, it, vi } from 'vitest';
import type { Command } from '../../../../src/state/commands.ts';
import { rankCommands } from '../../../../src/ui/app/palette/rank-commands.ts';

function command(title: string, more: Partial<Command> = {}): Command {
  return { id: title, title, keys: [], run: vi.fn(), ...more };
}

const commands = [
  command('Show Flows'),
  command('Show the column Flow', { onlySearched: true }),
  command('Export 13 flows as CSV', { words: 'save download', group: 'Export' }),
  command('Switch between light, dark and the system’s theme'),
  command('Theme: dark', { words: 'colours' }),
];

const titles = (query: string): readonly string[] =>
  rankCommands(commands, query).map(({ command: { title } }) => title);

describe('looking for an action', () => {
  it('shows all but those of which there are many, as long as nothing is written', () => {
    expect(titles('')).toEqual(commands.filter((one) => one.onlySearched !== true).map(({ title }) => title));
    expect(titles('  ')).toHaveLength(4);
  });

  it('wants every word, in any order and case', () => {
    expect(titles('CSV export')).toEqual(['Export 13 flows as CSV']);
    expect(titles('csv theme')).toEqual([]);
  });

  it('puts titles that begin with a word before those that have it somewhere, and both before other words', () => {
    expect(titles('theme')).toEqual(['Theme: dark', 'Switch between light, dark and the system’s theme']);
    expect(titles('save')).toEqual(['Export 13 flows as CSV']);
    expect(titles('colours')).toEqual(['Theme: dark']);
  });

  it('finds letters that are scattered over a title, if the first begins a word', () => {
    expect(titles('shfl')).toEqual(['Show Flows', 'Show the column Flow']);
    expect(titles('wfl')).toEqual([]);
  });

  it('marks what fits, joined where it touches', () => {
    const [first] = rankCommands(commands, 'them theme');
    expect(first?.marks).toEqual([[0, 5]]);
    const [scattered] = rankCommands(commands, 'shfl');
    expect(scattered?.marks).toEqual([
      [0, 2],
      [5, 7],
    ]);
  });
});
