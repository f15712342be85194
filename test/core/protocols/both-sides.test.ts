/** The pane shows what the meter follows, and the meter can be asked to follow what the pane shows. */
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../src/core/model/field.ts';
import { DECODINGS } from '../../../src/core/model/parameters.ts';
import { buildReaders, type Readers } from '../../../src/core/packets/beyond/readers.ts';
import { LINK_TYPES } from '../../../src/core/packets/nfstream/link-layer.ts';
import { decodeLayers } from '../../../src/core/protocols/decode.ts';
import { chooseDecoder } from '../../../src/core/protocols/dispatch.ts';
import { By } from '../../../src/core/protocols/headers/next.ts';
import { PROTOCOLS } from '../../../src/core/protocols/list.ts';
import type { Place, Protocol } from '../../../src/core/protocols/protocol.ts';
import { ALL, lineOf, type HexPacket } from '../packets/beyond/frames.ts';
import { FRAMES } from '../packets/beyond/inner-packets.ts';
import { hexToBytes, PACKETS } from './packets.ts';

/** What NFStream's own decoder passes (src/core/packets/nfstream), by numbering. */
const NFSTREAM: ReadonlyMap<By, ReadonlySet<number>> = new Map([
  [By.Link, LINK_TYPES],
  [By.Ethertype, new Set([0x0800, 0x86dd, 0x8100, 0x8847, 0x8848, 0x8864])],
  // IP in IP, UDP with its tunnels, extension headers of IPv6; `ah` has the transport finder pass what NFStream does not.
  [By.Ip, new Set([0, 4, 17, 41, 43, 44, 51, 60, 135, 139, 140])],
  [By.Udp, new Set([2152, 5247, 37008])],
]);
/** Shown but not followed, by numbering and number, and why. */
const SHOWN_ONLY: ReadonlyMap<string, string> = new Map([
  [key(By.Ethertype, 0x6400), 'EoIP, which GRE alone carries; its reader knows it'],
  [key(By.Ethertype, 0x6558), 'a frame in a frame, which only GRE and Geneve have; their readers know it'],
  [key(By.Ethertype, 0x8863), 'PPPoE discovery carries no packets'],
  [key(By.Ip, 136), 'nobody puts a tunnel into UDP-Lite'],
]);
/** Numberings that lead the meter; what the others have is read by the header before. */
const LEADING: readonly By[] = [By.Ethernet, By.Link, By.Ethertype, By.Llc, By.Ppp, By.Wifi, By.Ip, By.Udp];

function key(by: By, number: number): string {
  return `${By[by]} ${number}`;
}

/** Whether the pane has a decoder for it. */
function isShown(by: By, number: number): boolean {
  const span = { start: 0, end: 0, wireEnd: 0 };
  return chooseDecoder(new Uint8Array(0), { by, number, other: number, span }) !== undefined;
}

/** Numbering and number of everything that has a reader. */
function entries(readers: Readers): readonly (readonly [By, number])[] {
  const numbered = [
    [By.Link, readers.links],
    [By.Ethertype, readers.ethertypes],
    [By.Ip, readers.protocols],
    [By.Udp, readers.ports],
  ] as const;
  const alone = Object.keys(readers.alone).map((by) => [Number(by) as By, 0] as const);
  return [...numbered.flatMap(([by, table]) => [...table.keys()].map((number) => [by, number] as const)), ...alone];
}

const hidden = (all: Iterable<readonly [By, number]>): readonly string[] =>
  [...all].filter(([by, number]) => !isShown(by, number)).map(([by, number]) => key(by, number));

function layersOf({ hex, linkType = 1 }: HexPacket): readonly Layer[] {
  const bytes = hexToBytes(hex);
  const layers = decodeLayers(bytes, linkType, bytes.length);
  // What an error quotes is not what the packet carries.
  const error = layers.findIndex(({ name }) => name === 'ICMP' || name === 'ICMPv6');
  return error < 0 ? layers : layers.slice(0, error + 1);
}

const isIp = ({ name }: Layer): boolean => name === 'IPv4' || name === 'IPv6';

/** "10.0.0.1:1 > 10.0.0.2:2" of the innermost IP layer. */
function shownEnds(layers: readonly Layer[]): string {
  const at = layers.findLastIndex(isIp);
  const value = (label: string, from: readonly Layer[]): string =>
    String(from.flatMap(({ fields }) => fields).find(({ name }) => name === label)?.value ?? 0);
  const inside = layers.slice(at + 1).filter(({ name }) => name === 'TCP' || name === 'UDP');
  const end = (side: string): string => `${value(side, layers.slice(at, at + 1))}:${value(`${side} port`, inside)}`;
  return at < 0 ? '' : `${end('Source')} > ${end('Destination')}`;
}

/** The same as the meter finds it with all options; undefined of a packet in no flow. */
function meteredEnds(packet: HexPacket): string | undefined {
  const line = lineOf(packet, { ...ALL, icmpInKey: false, sctpPorts: false });
  return /^(\S+ > \S+) /.exec(line)?.[1];
}

const EVERYTHING: readonly (readonly [string, HexPacket])[] = Object.entries<HexPacket>({ ...PACKETS, ...FRAMES });

/** Protocols that stand before an IP header in some packet, and those that add no layer and only lead on. */
function carriers(): readonly Protocol[] {
  const owners = new Map(
    PROTOCOLS.flatMap((protocol) => Object.values(protocol.fields).map(({ id }) => [id, protocol])),
  );
  const found = new Set(PROTOCOLS.filter(({ fields }) => Object.keys(fields).length === 0));
  for (const [, packet] of EVERYTHING) {
    const layers = layersOf(packet);
    const outer = layers.slice(0, Math.max(0, layers.findLastIndex(isIp)));
    for (const { fields } of outer) {
      const owner = owners.get(fields[0]?.id ?? '');
      if (owner !== undefined) found.add(owner);
    }
  }
  return [...found];
}

describe('what the meter follows', () => {
  it.each(DECODINGS)('with %s is shown', (decoding) => {
    const found = entries(buildReaders([decoding]));
    expect(found.length).toBeGreaterThan(0);
    expect(hidden(found)).toEqual([]);
  });

  it('by itself, as NFStream does, is shown', () => {
    expect(
      hidden([...NFSTREAM].flatMap(([by, numbers]) => [...numbers].map((number) => [by, number] as const))),
    ).toEqual([]);
  });

  it('adds something with every option', () => {
    const always = new Set(entries(buildReaders([])).map(([by, number]) => key(by, number)));
    const adding = DECODINGS.filter((decoding) =>
      entries(buildReaders([decoding])).some(([by, number]) => !always.has(key(by, number))),
    );
    expect(adding).toEqual(DECODINGS);
  });
});

describe('what the pane shows', () => {
  const readers = entries(buildReaders(DECODINGS)).map(([by, number]) => key(by, number));
  const followed = new Set(readers);

  /** Numbers of a place that lead on to IP in the pane alone. */
  function unfollowed({ by, numbers = [0] }: Place): readonly string[] {
    if (!LEADING.includes(by)) return [];
    return numbers
      .filter((number) => NFSTREAM.get(by)?.has(number) !== true)
      .map((number) => key(by, number))
      .filter((place) => !followed.has(place) && !SHOWN_ONLY.has(place));
  }

  it.each(carriers().map((protocol) => [protocol.name, protocol] as const))(
    'of %s, which carries IP, is followed by the meter',
    (_name, { places }) => {
      expect(places.flatMap(unfollowed)).toEqual([]);
    },
  );

  it('alone is listed for a reason that holds', () => {
    expect([...SHOWN_ONLY.keys()].filter((place) => followed.has(place))).toEqual([]);
  });

  it('has one way for every number', () => {
    const ways = PROTOCOLS.flatMap(({ places }) =>
      places.flatMap(({ by, numbers = [] }) => numbers.map((number) => key(by, number))),
    );
    expect(ways.filter((way, at) => ways.indexOf(way) !== at)).toEqual([]);
  });
});

describe('the innermost packet', () => {
  it.each(EVERYTHING)('of %s is the same for both', (_name, packet) => {
    const metered = meteredEnds(packet);
    expect(shownEnds(layersOf(packet))).toEqual(metered ?? expect.any(String));
  });

  it.each(Object.entries(FRAMES))('of %s is found', (_name, packet) => {
    expect(packet.line.startsWith(`${shownEnds(layersOf(packet))} `)).toBe(true);
  });
});
