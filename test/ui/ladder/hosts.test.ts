import { describe, expect, it } from 'vitest';
import type { PacketBrief } from '../../../src/core/model/packet-table.ts';
import { hostScheme, NO_WISHES } from '../../../src/ui/ladder/hosts.ts';
import { hostKeys, layoutLadder, pixelNs } from '../../../src/ui/ladder/layout.ts';
import { mermaidOf } from '../../../src/ui/ladder/mermaid.ts';
import { labelPlace } from '../../../src/ui/ladder/row-geometry.ts';

const CLIENT = '02:00:00:00:00:01';
const SERVER = '02:00:00:00:00:02';
const ALL = 'ff:ff:ff:ff:ff:ff';

/** A packet from "address mac" to "address mac" at a time in seconds. */
function packet(at: number, from: string, to: string, more: Partial<PacketBrief> = {}): PacketBrief {
  const [source = '', sender = ''] = from.split(' ');
  const [destination = '', receiver = ''] = to.split(' ');
  const rest = { sourcePort: -1, destinationPort: -1, protocol: 'X', wireLength: 60, flow: 0, info: 'says' };
  return { packet: at, timeNs: at * 1e9, source, destination, macs: [sender, receiver], ...rest, ...more };
}

const DHCP = [
  packet(0, `0.0.0.0 ${CLIENT}`, `255.255.255.255 ${ALL}`),
  packet(1, `10.0.0.1 ${SERVER}`, `10.0.0.7 ${ALL}`),
  packet(2, `10.0.0.1 ${SERVER}`, `10.0.0.7 ${CLIENT}`),
  packet(3, `${SERVER} ${SERVER}`, `${CLIENT} ${CLIENT}`),
];

describe('lifelines', () => {
  it('are one for a host that gets its address, whatever it is called on the way', () => {
    const hosts = hostScheme(DHCP, NO_WISHES);
    expect(hostKeys(DHCP, hosts)).toEqual([CLIENT, '255.255.255.255', '10.0.0.1']);
    expect(hosts.nameOf(CLIENT)).toBe('10.0.0.7');
    expect(hosts.wordsOf(CLIENT)).toContain('0.0.0.0');
  });

  it('do not join what is behind a router', () => {
    const routed = [
      packet(0, `1.1.1.1 ${SERVER}`, `10.0.0.7 ${CLIENT}`),
      packet(1, `2.2.2.2 ${SERVER}`, `10.0.0.7 ${CLIENT}`),
    ];
    expect(hostKeys(routed, hostScheme(routed, NO_WISHES))).toEqual(['1.1.1.1', '10.0.0.7', '2.2.2.2']);
    expect(hostKeys(routed, hostScheme(routed, { ...NO_WISHES, by: 'mac' }))).toEqual([SERVER, CLIENT]);
  });

  it('are named and ordered by hand', () => {
    const hosts = hostScheme(DHCP, { by: 'auto', names: { '10.0.0.1': 'Server' }, order: ['10.0.0.1', CLIENT] });
    const { lanes } = layoutLadder(
      { events: DHCP, others: [] },
      false,
      { gutter: 0, width: 300, leastLane: 10 },
      { hosts },
    );
    expect(lanes.map(({ name, host }) => name ?? host)).toEqual(['Server', '10.0.0.7', '255.255.255.255']);
  });
});

describe('gaps to scale', () => {
  it('are as long as the time, however long', () => {
    const events = [0, 1, 5, 605].map((at) => packet(at, 'a', 'b'));
    const { rows, gaps } = layoutLadder(
      { events, others: [] },
      false,
      { gutter: 0, width: 300, leastLane: 10 },
      { gaps: 'scale', plain: true },
    );
    const between = rows.slice(1).map((row, at) => row.top - (rows[at]?.bottom ?? 0));
    expect((between[1] ?? 0) / (between[0] ?? 1)).toBeCloseTo(4, 3);
    expect((between[2] ?? 0) / (between[0] ?? 1)).toBeCloseTo(600, 1);
    expect(between[0]).toBeCloseTo(1e9 / pixelNs({ events }), 6);
    expect(gaps.every(({ cut }) => !cut)).toBe(true);
  });
});

describe('labels', () => {
  it('take the room beside their arrow before they are cut', () => {
    const { rows } = layoutLadder({ events: [packet(0, 'a', 'b')], others: [] }, false, {
      gutter: 100,
      width: 700,
      leastLane: 100,
    });
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    const long = 'x'.repeat(60);
    expect(labelPlace(row, long, { left: 100, right: 690 })).toMatchObject({ anchor: 'start', text: long });
    const place = labelPlace(row, 'x'.repeat(200), { left: 100, right: 690 });
    expect([place.x, place.text.endsWith('…')]).toEqual([100, true]);
  });
});

describe('the Mermaid text', () => {
  it('has hosts and arrows, and no sign of theirs means anything', () => {
    const events = [
      packet(0, 'a', 'b', { info: 'x; y --> "#1" <br>\nend %%' }),
      packet(1, 'b', 'a', { notes: ['retransmission'], step: 'again' }),
    ];
    const hosts = hostScheme(events, NO_WISHES);
    const { rows, lanes } = layoutLadder(
      { events, others: [] },
      false,
      { gutter: 0, width: 9, leastLane: 1 },
      { hosts },
    );
    const lines = mermaidOf(
      rows,
      hosts,
      lanes.map(({ host }) => host),
    ).split('\n');
    expect(lines.slice(0, 3)).toEqual(['sequenceDiagram', '    participant h0 as a', '    participant h1 as b']);
    expect(lines).toHaveLength(6);
    expect(lines[3]).toMatch(/^ {4}h0->>h1: X x#59; y --#62; #34;#35;1#34; #60;br#62;.*end #37;#37;$/);
    expect(lines[4]).toBe('    h1-->>h0: +1\u00a0s again: [retransmission] X says');
  });
});
