import type { PacketBrief } from '../../core/model/packet-table.ts';
import { BY_ADDRESS, type HostScheme } from './hosts.ts';

/** Everything in CSS pixels. Rows run down, a lifeline per host runs through all of them. */

/** What a row is: an event of a match, another packet between events, or a packet of a ladder that has no match. */
type RowKind = 'event' | 'other' | 'plain';

/** Height of each kind of row, and of the arrow above its foot. */
const HEIGHTS: Readonly<Record<RowKind, readonly [row: number, foot: number]>> = {
  event: [36, 11],
  other: [20, 6],
  plain: [30, 8],
};
/** Room that gaps have on average when they are drawn to scale, and that all of them have at most. */
const SCALED_GAP = 24;
const MOST_SCALED = 60_000;
/** Free space above the first row and below the last. */
const MARGIN = 10;
/** Most extra space for a gap; longer ones are drawn as long as that, with broken lifelines. */
const MOST_EXTRA = 44;

/** A host and its lifeline. */
export interface Lane {
  /** Its key; also what it is called, unless `name` says otherwise. */
  readonly host: string;
  readonly x: number;
  readonly name?: string;
  /** All that is known of it. */
  readonly words?: string;
}

/** What is drawn. */
export interface LadderContent {
  readonly events: readonly PacketBrief[];
  readonly others: readonly PacketBrief[];
}

/** How it is drawn; without them by addresses, gaps folded, as a match. */
export interface LadderOptions {
  readonly hosts?: HostScheme;
  /** `folded`: long gaps are drawn short, and marked; `scale`: the space between rows is in proportion to the time. */
  readonly gaps?: 'folded' | 'scale';
  /** `events` are packets of no match. */
  readonly plain?: boolean;
}

/** A packet drawn as an arrow. */
export interface LadderRow {
  readonly kind: RowKind;
  /** Number of the event, from 1; 0 for other packets. */
  readonly number: number;
  readonly packet: PacketBrief;
  /** Where the arrow is; the row reaches from `top` to `bottom`. */
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
  readonly fromX: number;
  readonly toX: number;
  /** Time since the event before, nanoseconds; undefined for the first event and for other packets. */
  readonly gapNs: number | undefined;
}

/** The time between two events, drawn at the left. */
export interface LadderGap {
  readonly fromY: number;
  readonly toY: number;
  readonly gapNs: number;
  /** Longer than its height tells. */
  readonly cut: boolean;
}

/** A match drawn out. */
export interface Ladder {
  readonly lanes: readonly Lane[];
  readonly rows: readonly LadderRow[];
  readonly gaps: readonly LadderGap[];
  readonly width: number;
  readonly height: number;
}

export interface LadderSpace {
  /** Room for times at the left. */
  readonly gutter: number;
  /** Room that there is in all; the ladder may be wider, then it is scrolled. */
  readonly width: number;
  /** Least distance of two lifelines. */
  readonly leastLane: number;
}

/** Where everything goes. Hosts stand in the order in which they appear, events before other packets. */
export function layoutLadder(
  { events, others }: LadderContent,
  showOthers: boolean,
  space: LadderSpace,
  { hosts = BY_ADDRESS, gaps = 'folded', plain = false }: LadderOptions = {},
): Ladder {
  const between = showOthers ? others : [];
  const lanes = placeLanes(hostKeys([...events, ...between], hosts), hosts, space);
  const nsPerPixel = gaps === 'scale' ? pixelNs({ events }) : undefined;
  const extra = nsPerPixel === undefined ? gapExtra : (gapNs: number) => Math.max(0, gapNs) / nsPerPixel;
  const placed = placeRows(mergeByPacket(events, between), lanes, { hosts, extra, kind: plain ? 'plain' : 'event' });
  const last = placed.rows.at(-1);
  return {
    lanes,
    ...placed,
    width: Math.max(space.width, (lanes.at(-1)?.x ?? space.gutter) + space.leastLane / 2),
    height: (last?.bottom ?? 0) + MARGIN,
  };
}

/** Nanoseconds of a pixel between rows, drawn to scale: gaps have their room on average. */
export function pixelNs({ events }: Pick<LadderContent, 'events'>): number {
  const gaps = events.slice(1).map(({ timeNs }, at) => Math.max(0, timeNs - (events[at]?.timeNs ?? timeNs)));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return Math.max(1, total / Math.min(MOST_SCALED, SCALED_GAP * Math.max(1, gaps.length)));
}

/** Extra space for a gap: it grows with the logarithm, from nothing at 1 µs to its most at about 2 s. */
export function gapExtra(gapNs: number): number {
  return Math.min(MOST_EXTRA, 7 * Math.log10(1 + Math.max(0, gapNs) / 1000));
}

/** Keys of the lifelines of packets, in their order from left to right. */
export function hostKeys(packets: readonly PacketBrief[], { keyOf, order }: HostScheme): string[] {
  const keys = [...new Set(packets.flatMap((packet) => [keyOf(packet, 0), keyOf(packet, 1)]))];
  const placeOf = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return keys.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeLanes(
  keys: readonly string[],
  { nameOf, wordsOf }: HostScheme,
  { gutter, width, leastLane }: LadderSpace,
): Lane[] {
  const distance = Math.max(leastLane, (width - gutter) / Math.max(1, keys.length));
  return keys.map((host, index) => {
    const [name, words] = [nameOf(host), wordsOf(host)];
    const x = Math.round(gutter + distance * (index + 0.5));
    return { host, x, ...(name !== host && { name }), ...(words !== host && { words }) };
  });
}

/** One packet of the merged list; `number` as in LadderRow. */
interface Entry {
  readonly number: number;
  readonly packet: PacketBrief;
}

/** Events keep their order; other packets come in where their number puts them. */
function mergeByPacket(events: readonly PacketBrief[], others: readonly PacketBrief[]): Entry[] {
  const merged: Entry[] = [];
  const waiting = [...others].reverse();
  events.forEach((packet, index) => {
    for (let next = waiting.at(-1); next !== undefined && next.packet < packet.packet; next = waiting.at(-1)) {
      merged.push({ number: 0, packet: next });
      waiting.pop();
    }
    merged.push({ number: index + 1, packet });
  });
  return [...merged, ...waiting.reverse().map((packet) => ({ number: 0, packet }))];
}

/** How rows are placed. */
interface Placing {
  readonly hosts: HostScheme;
  /** Space between rows for a gap. */
  readonly extra: (gapNs: number) => number;
  /** Kind of the rows of events. */
  readonly kind: RowKind;
}

function placeRows(
  entries: readonly Entry[],
  lanes: readonly Lane[],
  { hosts, extra, kind: ofEvents }: Placing,
): { rows: LadderRow[]; gaps: LadderGap[] } {
  const xOf = new Map(lanes.map(({ host, x }) => [host, x]));
  const rows: LadderRow[] = [];
  const gaps: LadderGap[] = [];
  let top = MARGIN;
  let before: LadderRow | undefined;
  for (const { number, packet } of entries) {
    const kind = number > 0 ? ofEvents : 'other';
    const gapNs = number > 0 && before !== undefined ? packet.timeNs - before.packet.timeNs : undefined;
    // Other packets between two events take up part of the space that their gap would get.
    if (gapNs !== undefined && before !== undefined) top = Math.max(top, before.bottom + extra(gapNs));
    const [height, foot] = HEIGHTS[kind];
    const bottom = top + height;
    const fromX = xOf.get(hosts.keyOf(packet, 0)) ?? 0;
    const toX = xOf.get(hosts.keyOf(packet, 1)) ?? 0;
    const row: LadderRow = { kind, number, packet, y: bottom - foot, top, bottom, fromX, toX, gapNs };
    rows.push(row);
    if (gapNs !== undefined && before !== undefined) {
      const cut = extra === gapExtra && gapExtra(gapNs) >= MOST_EXTRA;
      gaps.push({ fromY: before.y, toY: row.y, gapNs, cut });
    }
    if (number > 0) before = row;
    top = bottom;
  }
  return { rows, gaps };
}
