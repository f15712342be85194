import { describe, expect, it } from 'vitest';
import { useStore } from '../../../../src/state/store.ts';
import { numberCommands } from '../../../../src/ui/app/palette/number-commands.ts';
import { summary } from '../../../state/page.ts';

const open = {
  ...useStore.getInitialState(),
  session: { phase: 'ready', summary: summary('a.pcap', 20_000, 30) },
} as const;

const possible = (query: string): readonly string[] =>
  numberCommands(query, open)
    .filter(({ when }) => when?.(open) !== false)
    .map(({ id }) => id);

describe('going to a row by its number', () => {
  it('takes a number alone for a packet or a flow', () => {
    expect(possible('12')).toEqual(['go-to-packet', 'go-to-flow']);
    expect(possible('#29')).toEqual(['go-to-packet', 'go-to-flow']);
    expect(possible('dst_port')).toEqual([]);
    expect(possible('p')).toEqual([]);
  });

  it('takes a word before it, and digits in groups', () => {
    expect(possible('packet 12')).toEqual(['go-to-packet']);
    expect(possible('p12')).toEqual(['go-to-packet']);
    expect(possible('Flow 0')).toEqual(['go-to-flow']);
    expect(possible('12,345')).toEqual(['go-to-packet']);
    expect(possible('12\u2009345')).toEqual(['go-to-packet']);
  });

  it('counts packets from 1 and flows from 0', () => {
    expect(possible('0')).toEqual(['go-to-flow']);
    expect(possible('20000')).toEqual(['go-to-packet']);
    expect(possible('f30')).toEqual([]);
    numberCommands('packet 3', open)[0]?.run();
    expect(useStore.getState()).toMatchObject({ panel: 'packets', packet: 2 });
    numberCommands('flow 3', open)[0]?.run();
    expect(useStore.getState()).toMatchObject({ panel: 'flows', flow: 3 });
  });

  it('says how far the numbers go', () => {
    expect(numberCommands('packet 0', open)[0]?.title).toContain('There is no packet 0');
    expect(numberCommands('flow 30', open)[0]?.title).toContain('30 flows');
    expect(numberCommands('3', useStore.getInitialState())).toEqual([]);
  });
});
