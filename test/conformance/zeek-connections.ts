import { readFileSync } from 'node:fs';
import type { FlowPacket, PacketFlow } from './flow-packets.ts';
import { zeekLog } from './zeek-log.ts';

/** A row of Zeek's conn.log: cells by field name, "-" for what is not known. */
export type Connection = ReadonlyMap<string, string>;

/** A trace and what Zeek logged of it. */
export interface ZeekTrace {
  readonly test: string;
  /** Path of the capture below `zeek/`. */
  readonly capture: string;
  readonly connections: readonly Connection[];
}

/** Traces of the tests whose conn.log names ends and counts; logs of one trace that say the same are read once. */
export function readTraces(folder: string): ZeekTrace[] {
  const { tests } = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as {
    tests: { test: string; capture: string; logs: string[] }[];
  };
  const traces = new Map<string, ZeekTrace>();
  for (const { test, capture, logs } of tests) {
    for (const log of logs.filter((path) => path.endsWith('/conn.log'))) {
      const connections = readLog(`${folder}/${log}`);
      if (connections.length === 0) continue;
      const content = connections.map((connection) => COUNTS.map((field) => connection.get(field)).join());
      const key = [capture, ...content.sort()].join('\n');
      if (!traces.has(key)) traces.set(key, { test, capture, connections });
    }
  }
  return [...traces.values()];
}

const COUNTS = ['orig_pkts', 'resp_pkts', 'orig_ip_bytes', 'resp_ip_bytes'];

/** Rows of a log; none if it lacks ends or counts. */
function readLog(path: string): readonly Connection[] {
  const { fields, rows } = zeekLog(path);
  return [...COUNTS, 'id.orig_h'].every((field) => fields.includes(field)) ? rows : [];
}

const PROTOCOLS: Readonly<Record<string, readonly number[]>> = { tcp: [6], udp: [17], icmp: [1, 58] };

/**
 * Whether a flow has the ends of a connection: 0 as they stand, 1 turned round, -1 not. Zeek writes type and code of
 * ICMP where ports stand, which flows do not have, and no ports of protocols that it does not know.
 */
export function turnOf(connection: Connection, flow: PacketFlow): 0 | 1 | -1 {
  const protocols = PROTOCOLS[connection.get('proto') ?? ''];
  if (protocols !== undefined && !protocols.includes(flow.protocol)) return -1;
  const ends = [connection.get('id.orig_h'), connection.get('id.resp_h')];
  if (flow.protocol === 6 || flow.protocol === 17) ends.push(connection.get('id.orig_p'), connection.get('id.resp_p'));
  const { sourceIp, destinationIp, sourcePort, destinationPort } = flow;
  if (same(ends, [sourceIp, destinationIp, sourcePort, destinationPort])) return 0;
  return same(ends, [destinationIp, sourceIp, destinationPort, sourcePort]) ? 1 : -1;
}

function same(ends: readonly (string | undefined)[], ours: readonly (string | number)[]): boolean {
  return ends.every((end, at) => end === String(ours[at]));
}

/** Packets and IP bytes of a connection, each for the originator and back; turned round: back first. */
export function loggedCounts(connection: Connection, turned: boolean): number[] {
  const [packets = 0, packetsBack = 0, bytes = 0, bytesBack = 0] = COUNTS.map((field) => Number(connection.get(field)));
  return turned ? [packetsBack, packets, bytesBack, bytes] : [packets, packetsBack, bytes, bytesBack];
}

/** The same of a flow. */
export function flowCounts(flow: PacketFlow): number[] {
  const sides = sidesOf(flow, 0);
  return [...sides.map((side) => side.length), ...sides.map((side) => sum(side.map(({ ip }) => ip)))];
}

/**
 * How payload and duration of connection and flow differ where both can be told; undefined if they do not. Zeek tells
 * the payload of TCP by sequence numbers: retransmissions ("t" in its history) do not count and gaps ("g") do. Its
 * durations of TCP end before the last acknowledgements.
 */
export function furtherDifference(connection: Connection, flow: PacketFlow, turn: 0 | 1): string | undefined {
  const payload = sidesOf(flow, turn).map((side) => sum(side.map((packet) => packet.payload)));
  const logged = [connection.get('orig_bytes'), connection.get('resp_bytes')];
  const told = flow.protocol !== 132 && !logged.includes('-') && !/[tg]/i.test(connection.get('history') ?? '');
  if (told && payload.join() !== logged.join()) return `payload ${payload.join()} instead of ${logged.join()}`;
  if (connection.get('duration') === '-') return undefined;
  const seconds = Number((flow.packets.at(-1)?.timeNs ?? 0n) - (flow.packets[0]?.timeNs ?? 0n)) / 1e9;
  const longer = seconds - Number(connection.get('duration'));
  const close = longer > -2e-6 && (flow.protocol === 6 || longer < 2e-6);
  return close ? undefined : `duration ${seconds} instead of ${connection.get('duration')}`;
}

function sidesOf({ packets }: PacketFlow, turn: 0 | 1): FlowPacket[][] {
  return [turn, 1 - turn].map((direction) => packets.filter((packet) => packet.direction === direction));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
