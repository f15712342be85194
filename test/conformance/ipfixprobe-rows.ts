import { readFileSync } from 'node:fs';
import type { FlowPacket, PacketFlow } from './flow-packets.ts';

/** A row of ipfixprobe's text output: cells by column name. */
export type ProbeRow = ReadonlyMap<string, string>;

/** Rows of a `NAME.PLUGIN.csv`; its last line names types and columns. */
export function readProbeRows(path: string): ProbeRow[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = (lines.pop() ?? '').split(',').map((column) => column.split(' ')[1] ?? '');
  return lines.map((line) => {
    const cells = line.split(',');
    return new Map(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

/** What every plugin's rows begin with, in the order of `basicCells`. */
export const BASIC_COLUMNS = (
  'SRC_IP DST_IP SRC_PORT DST_PORT PROTOCOL TIME_FIRST TIME_LAST ' +
  'PACKETS PACKETS_REV BYTES BYTES_REV TCP_FLAGS TCP_FLAGS_REV'
).split(' ');

/** A flow in ipfixprobe's words: bytes are IP bytes, flags are those of all packets of a direction together. */
export function basicCells(flow: PacketFlow): string[] {
  const { packets } = flow;
  const sides = [0, 1].map((direction) => packets.filter((packet) => packet.direction === direction));
  const bytes = sides.map((side) => side.reduce((sum, packet) => sum + packet.ip, 0));
  const flags = sides.map((side) => side.reduce((all, packet) => all | packet.tcpFlags, 0));
  const times = [packets.at(0), packets.at(-1)].map((packet) => timeText(packet?.timeNs ?? 0n));
  const ends = [flow.sourceIp, flow.destinationIp, flow.sourcePort, flow.destinationPort, flow.protocol];
  return [...ends, ...times, ...sides.map((side) => side.length), ...bytes, ...flags].map(String);
}

/** Microseconds are all it writes. */
function timeText(ns: bigint): string {
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String((ns / 1000n) % 1_000_000n).padStart(6, '0')}`;
}

/** Payload is what follows the header of TCP and UDP, and the IP header of all else. */
function payloadOf({ protocol }: PacketFlow, packet: FlowPacket): number {
  return protocol === 6 || protocol === 17 ? packet.payload : packet.transport;
}

/** Packets with payload, which alone count for `pstats` and `phists`. */
function filled(flow: PacketFlow): FlowPacket[] {
  return flow.packets.filter((packet) => payloadOf(flow, packet) > 0);
}

export const PSTATS_COLUMNS = ['PPI_PKT_DIRECTIONS', 'PPI_PKT_FLAGS', 'PPI_PKT_LENGTHS', 'PPI_PKT_TIMES'];

/** `pstats`: direction (1, -1), TCP flags, payload length and time of the first 30 packets with payload. */
export function pstatsCells(flow: PacketFlow): string[] {
  const packets = filled(flow).slice(0, 30);
  return [
    packets.map(({ direction }) => 1 - 2 * direction),
    packets.map(({ tcpFlags }) => tcpFlags),
    packets.map((packet) => payloadOf(flow, packet)),
    packets.map(({ timeNs }) => timeText(timeNs)),
  ].map(listText);
}

export const PHISTS_COLUMNS = ['S_PHISTS_SIZES', 'S_PHISTS_IPT', 'D_PHISTS_SIZES', 'D_PHISTS_IPT'];

/** `phists`: payload lengths and gaps in ms of each direction's packets with payload, in eight bins. */
export function phistsCells(flow: PacketFlow): string[] {
  return [0, 1].flatMap((direction) => {
    const packets = filled(flow).filter((packet) => packet.direction === direction);
    const ms = packets.map(({ timeNs }) => Number(timeNs / 1_000_000n));
    const gaps = ms.slice(1).map((time, at) => time - (ms[at] ?? 0));
    return [packets.map((packet) => payloadOf(flow, packet)), gaps].map((values) => listText(histogram(values)));
  });
}

/** Bins 0 to 15, 16 to 31, 32 to 63, … 512 to 1023, 1024 and more. */
function histogram(values: readonly number[]): number[] {
  const bins = new Array<number>(8).fill(0);
  for (const value of values) {
    const bin = value < 16 ? 0 : Math.min(7, Math.floor(Math.log2(value)) - 3);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

export const NETTISA_COLUMNS = ['NTS_MIN', 'NTS_MAX', 'NTS_MEAN', 'NTS_ROOT_MEAN_SQUARE', 'NTS_MAX_DIFFTIMES'];

/** Part of `nettisa` (its other figures have no agreed meaning): payload lengths, and the longest gap in µs. */
export function nettisaNumbers(flow: PacketFlow): number[] {
  const lengths = flow.packets.map((packet) => payloadOf(flow, packet));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const us = flow.packets.map(({ timeNs }) => Number(timeNs / 1000n));
  const gaps = us.slice(1).map((time, at) => time - (us[at] ?? 0));
  const square = Math.sqrt(mean(lengths.map((length) => length * length)));
  return [Math.min(...lengths), Math.max(...lengths), mean(lengths), square, Math.max(...gaps)];
}

function listText(values: readonly (number | string)[]): string {
  return `[${values.join('|')}]`;
}
