import { describe, expect, it } from 'vitest';
import type { MatchDetail } from '../../../src/core/model/match.ts';
import type { PacketBrief } from '../../../src/core/model/packet-table.ts';
import { ladderPicture } from '../../../src/ui/ladder/ladder-picture.ts';
import { layoutLadder } from '../../../src/ui/ladder/layout.ts';

const COLORS = {
  '--bg': 'white',
  '--bg-raised': 'white',
  '--text': 'black',
  '--text-dim': 'gray',
  '--border-strong': 'silver',
  '--match': 'purple',
  '--accent': 'teal',
  '--danger': 'red',
} as const;

function packet(number: number, info: string, source = 'a', destination = 'b'): PacketBrief {
  const rest = { sourcePort: -1, destinationPort: -1, protocol: 'X', wireLength: 60, flow: 0 };
  return { packet: number, timeNs: number * 1e9, source, destination, info, ...rest };
}

const events = Array.from({ length: 200 }, (_, at) =>
  packet(at, at === 7 ? '<script>alert("1")</script>' : `step ${at}`),
);
const detail: MatchDetail = {
  match: 0,
  flowClass: 0,
  className: 'C',
  complete: true,
  fields: [],
  othersOmitted: 0,
  flows: [0],
  firstNs: 0,
  lastNs: 199e9,
  events,
  others: [],
};

describe('the picture of a ladder', () => {
  const layout = layoutLadder(detail, true, { gutter: 160, width: 900, leastLane: 190 });
  const { svg, width, height } = ladderPicture({
    layout,
    formatTime: (ns) => `${ns / 1e9} s`,
    spine: 80,
    left: 156,
    colors: COLORS,
  });

  it('has every packet and host, also those that are scrolled away', () => {
    for (const text of ['X step 0', 'X step 199', '199 s', '>a<', '>b<']) expect(svg).toContain(text);
    expect(svg.match(/<path/g)).toHaveLength(2 * events.length);
    expect([width, height]).toEqual([900, layout.height + 34]);
  });

  it('takes what a packet says for text', () => {
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('<script');
  });
});
