import type { MatchDetail } from '../../core/model/match.ts';
import type { PacketBrief } from '../../core/model/packet-table.ts';

/** Everything in CSS pixels. Rows run down, a lifeline per host runs through all of them. */

/** Height of an event's row and of another packet's row. */
export const EVENT_ROW = 36;
export const OTHER_ROW = 20;
/** Free space above the first row and below the last. */
const MARGIN = 10;
/** Most extra space for a gap; longer ones are drawn as long as that, with broken lifelines. */
const MOST_EXTRA = 44;

/** A host and its lifeline. */
export interface Lane {
  readonly host: string;
  readonly x: number;
}

/** A packet drawn as an arrow. */
export interface LadderRow {
  readonly kind: 'event' | 'other';
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
export function layoutLadder(detail: MatchDetail, showOthers: boolean, space: LadderSpace): Ladder {
  const others = showOthers ? detail.others : [];
  const lanes = placeLanes(hostsOf([...detail.events, ...others]), space);
  const placed = placeRows(mergeByPacket(detail.events, others), lanes);
  const last = placed.rows.at(-1);
  return {
    lanes,
    ...placed,
    width: Math.max(space.width, (lanes.at(-1)?.x ?? space.gutter) + space.leastLane / 2),
    height: (last?.bottom ?? 0) + MARGIN,
  };
}

/** Extra space for a gap: it grows with the logarithm, from nothing at 1 µs to its most at about 2 s. */
export function gapExtra(gapNs: number): number {
  return Math.min(MOST_EXTRA, 7 * Math.log10(1 + Math.max(0, gapNs) / 1000));
}

/** A host without address still has a lifeline. */
export function hostName(address: string): string {
  return address === '' ? 'unknown' : address;
}

function hostsOf(packets: readonly PacketBrief[]): string[] {
  return [...new Set(packets.flatMap(({ source, destination }) => [hostName(source), hostName(destination)]))];
}

function placeLanes(hosts: readonly string[], { gutter, width, leastLane }: LadderSpace): Lane[] {
  const distance = Math.max(leastLane, (width - gutter) / Math.max(1, hosts.length));
  return hosts.map((host, index) => ({ host, x: Math.round(gutter + distance * (index + 0.5)) }));
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

function placeRows(entries: readonly Entry[], lanes: readonly Lane[]): { rows: LadderRow[]; gaps: LadderGap[] } {
  const xOf = new Map(lanes.map(({ host, x }) => [host, x]));
  const rows: LadderRow[] = [];
  const gaps: LadderGap[] = [];
  let top = MARGIN;
  let before: LadderRow | undefined;
  for (const { number, packet } of entries) {
    const isEvent = number > 0;
    const gapNs = isEvent && before !== undefined ? packet.timeNs - before.packet.timeNs : undefined;
    // Other packets between two events take up part of the space that their gap would get.
    if (gapNs !== undefined && before !== undefined) top = Math.max(top, before.bottom + gapExtra(gapNs));
    const bottom = top + (isEvent ? EVENT_ROW : OTHER_ROW);
    const y = bottom - (isEvent ? 11 : 6);
    const fromX = xOf.get(hostName(packet.source)) ?? 0;
    const toX = xOf.get(hostName(packet.destination)) ?? 0;
    const row: LadderRow = { kind: isEvent ? 'event' : 'other', number, packet, y, top, bottom, fromX, toX, gapNs };
    rows.push(row);
    if (gapNs !== undefined && before !== undefined) {
      gaps.push({ fromY: before.y, toY: y, gapNs, cut: gapExtra(gapNs) >= MOST_EXTRA });
    }
    if (isEvent) before = row;
    top = bottom;
  }
  return { rows, gaps };
}
