import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchDetail } from '../../../src/core/model/match.ts';
import type { PacketBrief } from '../../../src/core/model/packet-table.ts';
import { gapExtra, layoutLadder } from '../../../src/ui/ladder/layout.ts';
import { fitLabel, gapLabel, labelOf, spokenRow } from '../../../src/ui/ladder/words.ts';

/** "3 0.5 a>b": packet number, seconds, hosts. */
function brief(text: string): PacketBrief {
  const [number = '', time = '', hosts = ''] = text.split(' ');
  const [source = '', destination = ''] = hosts.split('>');
  const rest = { sourcePort: -1, destinationPort: -1, protocol: 'ICMP', wireLength: 60, flow: 0, info: 'echo' };
  return { packet: Number(number), timeNs: Number(time) * 1e9, source, destination, ...rest };
}

function detail(events: readonly string[], others: readonly string[] = []): MatchDetail {
  const list = events.map(brief);
  const ends = { firstNs: list[0]?.timeNs ?? 0, lastNs: list.at(-1)?.timeNs ?? 0 };
  const rest = { match: 0, flowClass: 0, className: 'C', complete: true, fields: [], othersOmitted: 0, flows: [0] };
  return { ...rest, ...ends, events: list, others: others.map(brief) };
}

const SPACE = { gutter: 100, width: 700, leastLane: 150 };

describe('lanes', () => {
  it('stand by first appearance, spread over the room', () => {
    const { lanes, width } = layoutLadder(detail(['0 0 a>b', '1 1 c>a']), false, SPACE);
    expect(lanes).toEqual([
      { host: 'a', x: 200 },
      { host: 'b', x: 400 },
      { host: 'c', x: 600 },
    ]);
    expect(width).toBe(700);
  });

  it('keep their distance when there are many, and make the ladder wider', () => {
    const many = Array.from({ length: 10 }, (_, index) => `${index} 0 h${index}>h${index + 1}`);
    const { lanes, width } = layoutLadder(detail(many), false, SPACE);
    expect(lanes).toHaveLength(11);
    expect((lanes[1]?.x ?? 0) - (lanes[0]?.x ?? 0)).toBe(150);
    expect(width).toBeGreaterThan(1600);
  });

  it('name hosts without address', () => {
    expect(layoutLadder(detail(['0 0 >b']), false, SPACE).lanes.map(({ host }) => host)).toEqual(['unknown', 'b']);
  });
});

describe('rows', () => {
  const match = detail(['2 0 a>b', '5 0.001 b>a', '9 60 a>b'], ['3 0.0001 b>c', '4 0.0002 a>b']);

  it('put other packets between the events, by packet number', () => {
    const { rows, lanes } = layoutLadder(match, true, SPACE);
    expect(rows.map(({ kind, number, packet }) => `${kind} ${number} #${packet.packet}`)).toEqual([
      'event 1 #2',
      'other 0 #3',
      'other 0 #4',
      'event 2 #5',
      'event 3 #9',
    ]);
    expect(lanes.map(({ host }) => host)).toEqual(['a', 'b', 'c']);
  });

  it('leave them out when they are not wanted', () => {
    const { rows, lanes } = layoutLadder(match, false, SPACE);
    expect(rows).toHaveLength(3);
    expect(lanes).toHaveLength(2);
  });

  it('have gaps between events, the long one cut', () => {
    const { gaps, rows } = layoutLadder(match, false, SPACE);
    expect(gaps.map(({ gapNs, cut }) => [gapNs, cut])).toEqual([
      [1e6, false],
      [59.999e9, true],
    ]);
    expect(gaps[0]).toMatchObject({ fromY: rows[0]?.y, toY: rows[1]?.y });
    expect(rows.map(({ gapNs }) => gapNs)).toEqual([undefined, 1e6, 59.999e9]);
  });

  it('never overlap and never shrink, whatever the packets', () => {
    const packet = fc.record({
      step: fc.integer({ min: -1, max: 100 }),
      from: fc.constantFrom(...'abc'),
      to: fc.constantFrom(...'abc'),
    });
    fc.assert(
      fc.property(fc.array(packet), fc.array(packet), (events, others) => {
        const write = (list: typeof events): string[] =>
          list.map(({ step, from, to }, index) => `${index} ${step} ${from}>${to}`);
        const { rows, gaps, height } = layoutLadder(detail(write(events), write(others)), true, SPACE);
        expect(rows).toHaveLength(events.length + others.length);
        rows.forEach((row, index) => expect(row.top).toBeGreaterThanOrEqual(rows[index - 1]?.bottom ?? 0));
        expect(gaps).toHaveLength(Math.max(0, events.length - 1));
        expect(height).toBeGreaterThan(rows.at(-1)?.bottom ?? 0);
      }),
    );
  });
});

describe('gaps', () => {
  it('get more room the longer they are, up to a limit', () => {
    const sizes = [0, 1e3, 1e6, 1e9, 1e12].map(gapExtra);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes[0]).toBe(0);
    expect(gapExtra(1e12)).toBe(gapExtra(1e13));
    expect(gapExtra(-5)).toBe(0);
  });

  it('are labelled with their unit', () => expect(gapLabel(12_300_000)).toBe('+12.3\u00a0ms'));
});

describe('words', () => {
  const tcp: PacketBrief = {
    ...brief('6 0.5 10.0.0.1>10.0.0.2'),
    sourcePort: 5000,
    destinationPort: 80,
    protocol: 'TCP',
    info: 'SYN',
  };

  it('label an arrow with protocol, info and ports, none of them twice', () => {
    expect(labelOf(tcp)).toBe('TCP SYN · 5000 → 80');
    expect(labelOf({ ...tcp, info: '5000 → 80 [SYN]' })).toBe('TCP 5000 → 80 [SYN]');
    expect(labelOf(brief('0 0 a>b'))).toBe('ICMP echo');
    const dns = { ...tcp, protocol: 'UDP', told: 'DNS', info: 'Standard query 0x1 A example.org' };
    expect(labelOf(dns)).toMatch(/^DNS Standard query/);
  });

  it('cut labels to their room', () => {
    expect(fitLabel('TCP SYN', 100)).toBe('TCP SYN');
    expect(fitLabel('a long label indeed', 70)).toBe('a long la…');
  });

  it('say a row in full', () => {
    const { rows } = layoutLadder(
      { ...detail(['1 0 x>y']), events: [brief('1 0.4 10.0.0.2>10.0.0.1'), tcp] },
      false,
      SPACE,
    );
    const [, second] = rows;
    expect(second && spokenRow(second, 2)).toBe(
      'Event 2 of 2, packet 7, 100\u00a0ms after the event before, 10.0.0.1 port 5000 to 10.0.0.2 port 80: TCP SYN · 5000 → 80',
    );
  });
});
