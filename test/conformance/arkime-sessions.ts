import { readFileSync } from 'node:fs';
import type { PacketFlow } from './flow-packets.ts';

/** What is read of a session in arkime's `.test` files; `body` has more. */
interface SessionBody {
  readonly ipProtocol: number;
  readonly protocol: readonly string[];
  readonly firstPacket: number;
  readonly lastPacket: number;
  readonly packetPos: readonly number[];
  readonly packetLen: readonly number[];
  readonly network: { readonly packets: number };
  readonly source: SessionEnd;
  readonly destination: SessionEnd;
}

interface SessionEnd {
  /** Absent where the session has no IP addresses. */
  readonly ip?: string;
  readonly port?: number;
  readonly packets: number;
  readonly bytes: number;
}

/** A session of arkime. */
export interface Session extends SessionBody {
  /** Test and ends, for messages. */
  readonly name: string;
}

/** The sessions of one `.test` file. */
export function readSessions(path: string): Session[] {
  const { sessions3 } = JSON.parse(readFileSync(path, 'utf8')) as { sessions3: { body: SessionBody }[] };
  return sessions3.map(({ body }) => ({ ...body, name: sessionName(body) }));
}

function sessionName({ ipProtocol, source, destination }: SessionBody): string {
  return `${ipProtocol} ${source.ip}:${source.port} > ${destination.ip}:${destination.port}`;
}

/** Bytes of a record header of pcap: `packetPos` is its place, `packetLen` contains it. */
export const RECORD_HEADER = 16;

/** Whether session and flow have the same ends, in the same order; ports where the flow has any. */
export function sameEnds(session: Session, flow: PacketFlow): boolean {
  const { source, destination, ipProtocol } = session;
  if (ipProtocol !== flow.protocol || source.ip !== flow.sourceIp || destination.ip !== flow.destinationIp)
    return false;
  const portless = flow.sourcePort === 0 && flow.destinationPort === 0 && ipProtocol !== 6 && ipProtocol !== 17;
  return portless || (source.port === flow.sourcePort && destination.port === flow.destinationPort);
}

/** The first number in which session and flow of the same packets differ; undefined if in none. */
export function firstDifference(session: Session, { packets }: PacketFlow): string | undefined {
  const sides = [0, 1].map((direction) => packets.filter((packet) => packet.direction === direction));
  const counts = sides.map((side) => side.length);
  const bytes = sides.map((side) => side.reduce((sum, packet) => sum + packet.captured, 0));
  const ms = packets.map(({ timeNs }) => Number(timeNs / 1_000_000n));
  const { source, destination, firstPacket, lastPacket } = session;
  const pairs: [string, unknown, unknown][] = [
    ['lengths', packets.map((packet) => packet.captured + RECORD_HEADER), session.packetLen],
    ['packets', counts, [source.packets, destination.packets]],
    ['bytes', bytes, [source.bytes, destination.bytes]],
    ['times', [ms.at(0), ms.at(-1)], [firstPacket, lastPacket]],
  ];
  const found = pairs.find(([, ours, theirs]) => JSON.stringify(ours) !== JSON.stringify(theirs));
  return found && `${found[0]} ${JSON.stringify(found[1])} instead of ${JSON.stringify(found[2])}`;
}

/** Sessions and flows that share packets, and so must be compared together. */
export interface Cluster {
  readonly sessions: Session[];
  readonly flows: Set<number>;
}

/** Joins sessions that share a flow, and flows that share a session. `flowsOf` gives a session's flows. */
export function cluster(sessions: readonly Session[], flowsOf: (session: Session) => readonly number[]): Cluster[] {
  let clusters: Cluster[] = [];
  for (const session of sessions) {
    const flows = new Set(flowsOf(session));
    const touched = clusters.filter((other) => [...flows].some((flow) => other.flows.has(flow)));
    clusters = clusters.filter((other) => !touched.includes(other));
    clusters.push({
      sessions: [...touched.flatMap((other) => other.sessions), session],
      flows: new Set([...touched.flatMap((other) => [...other.flows]), ...flows]),
    });
  }
  return clusters;
}
