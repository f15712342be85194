import { FlowlessReason } from '../../src/core/model/packet-table.ts';
import { cluster, firstDifference, RECORD_HEADER, sameEnds, type Cluster, type Session } from './arkime-sessions.ts';
import type { FlowedCapture, PacketFlow } from './flow-packets.ts';

/** How arkime's sessions and our flows can stand to each other; each is checked, not believed. */
export const CLASSES = {
  same: 'one session is one flow: packets, lengths, packets and bytes each way, times and ends equal',
  opened: 'the same with tunnels opened, SCTP ports and later fragments, which NFStream does not have',
  cut: 'arkime ends sessions at FIN and RST and by its own time-outs: several sessions are one flow',
  corrupt: 'arkime keeps packets with contradictory headers in sessions of their own',
  key: "arkime's key has no VLAN and no sender for multicast, and the transaction for DHCP: sessions hold several flows",
  fragment: 'arkime puts fragments together and keeps the place of the last one; here it is in no flow',
  tunnel:
    'arkime opens UDP tunnels by the port of the receiver only, and keeps IP in IP closed where its header is bad',
  first: 'arkime keeps only the place of the first packet; their number is equal',
  none: 'arkime keeps no packets',
  flowless: "no flow by NFStream's rules: not IP, or an unknown link type",
} as const;
type SessionClass = keyof typeof CLASSES;

/** What was found of a session: its class, or how it differs. */
export interface Finding {
  readonly session: Session;
  readonly found?: SessionClass;
  readonly difference?: string;
}

const TUNNEL_PORTS = [2152, 3544, 4754, 4789, 4790, 6081];
const GRE = 47;

/** Finds the class of each session of a capture. */
export function classify(capture: FlowedCapture, sessions: readonly Session[]): Finding[] {
  const flowOf = (place: number): number => capture.at(place + RECORD_HEADER)?.flow ?? missing(place);
  const whole = sessions.filter(
    ({ packetPos, network }) => packetPos.length > 0 && packetPos.length === network.packets,
  );
  const rest = sessions.filter((session) => !whole.includes(session));
  const groups = cluster(whole, ({ packetPos }) => packetPos.map(flowOf));
  return [
    ...groups.flatMap((group) => group.sessions.map((session) => ({ session, ...classOf(capture, group) }))),
    ...rest.map((session) => ({ session, ...classOfPart(capture.flows[flowOf(session.packetPos[0] ?? -1)], session) })),
  ];
}

function missing(place: number): number {
  if (place < 0) return -1;
  throw new Error(`No packet at ${place}`);
}

/** The class of a session whose packets are not all listed. */
function classOfPart(flow: PacketFlow | undefined, { packetPos, network }: Session): Omit<Finding, 'session'> {
  const [place] = packetPos;
  if (place === undefined) return network.packets === 0 ? { found: 'none' } : {};
  const packets = flow?.packets ?? [];
  const first = packets[0]?.offset === place + RECORD_HEADER && packets.length === network.packets;
  return first ? { found: 'first' } : {};
}

/** The class of sessions and flows that share packets. */
function classOf(capture: FlowedCapture, { sessions, flows }: Cluster): Omit<Finding, 'session'> {
  const own = [...flows].filter((flow) => flow >= 0).map((flow) => capture.flows[flow]);
  const [session] = sessions;
  const [flow] = own;
  if (flow === undefined) return leftOut(capture, sessions) ? { found: 'flowless' } : {};
  if (!samePackets(sessions, own)) {
    const fragmented = sessions.length === 1 && own.length === 1 && fragments(capture, session);
    return fragmented ? { found: 'fragment' } : {};
  }
  const ends = synAckFirst(flow) ? [turned(flow)] : own;
  if (sessions.every((one) => ends.some((other) => sameEnds(one, other)))) {
    if (own.length > 1) return ownKey(own) ? { found: 'key' } : {};
    if (sessions.length > 1) return { found: 'cut' };
    const difference = firstDifference(session, ends[0] ?? flow);
    return difference === undefined ? { found: 'same' } : { difference };
  }
  const corrupt = sessions.some((one) => one.protocol.includes('corrupt-ip')) && flow.protocol === session.ipProtocol;
  if (corrupt) return { found: 'corrupt' };
  return tunnelled(sessions, own) ? { found: 'tunnel' } : {};
}

/** arkime takes the receiver of a SYN+ACK for the source; NFStream the sender of the first packet, whatever it is. */
function synAckFirst({ protocol, packets: [first] }: PacketFlow): boolean {
  return protocol === 6 && ((first?.tcpFlags ?? 0) & 0x12) === 0x12;
}

function turned(flow: PacketFlow): PacketFlow {
  return {
    ...flow,
    sourceIp: flow.destinationIp,
    sourcePort: flow.destinationPort,
    destinationIp: flow.sourceIp,
    destinationPort: flow.sourcePort,
    packets: flow.packets.map((packet) => ({ ...packet, direction: packet.direction === 0 ? 1 : 0 })),
  };
}

/** Whether the sessions have exactly the packets of the flows. */
function samePackets(sessions: readonly Session[], flows: readonly PacketFlow[]): boolean {
  const theirs = sessions.flatMap((session) => session.packetPos.map((place) => place + RECORD_HEADER));
  const ours = flows.flatMap((flow) => flow.packets.map((packet) => packet.offset));
  const sorted = (places: readonly number[]): string => places.toSorted((a, b) => a - b).join();
  return sorted(theirs) === sorted(ours);
}

function reasonsOf(capture: FlowedCapture, session: Session | undefined): FlowlessReason[] {
  const reasons = session?.packetPos.map((place) => capture.at(place + RECORD_HEADER)?.reason ?? FlowlessReason.None);
  return [...new Set(reasons)];
}

function leftOut(capture: FlowedCapture, sessions: readonly Session[]): boolean {
  const reasons = sessions.flatMap((session) => reasonsOf(capture, session));
  return reasons.every((reason) => reason === FlowlessReason.NotIp || reason === FlowlessReason.LinkType);
}

function fragments(capture: FlowedCapture, session: Session | undefined): boolean {
  const reasons = reasonsOf(capture, session);
  return reasons.every((reason) => reason === FlowlessReason.None || reason === FlowlessReason.Fragment);
}

/** Flows that differ in the VLAN only, or whose protocol arkime keys by other things than both ends. */
function ownKey(flows: readonly PacketFlow[]): boolean {
  const ports = flows.map((flow) => flow.destinationPort);
  const dhcp = ports.every((port) => port === 67 || port === 68 || port === 546 || port === 547);
  const multicast = flows.every(({ destinationIp }) => /^2(2[4-9]|3\d)\./.test(destinationIp));
  return dhcp || multicast || new Set(flows.map((flow) => flow.vlan)).size === flows.length;
}

function tunnelled(sessions: readonly Session[], flows: readonly PacketFlow[]): boolean {
  const closed = flows.every(
    ({ protocol, sourcePort, destinationPort }) =>
      protocol === GRE || TUNNEL_PORTS.includes(sourcePort) || TUNNEL_PORTS.includes(destinationPort),
  );
  return closed || sessions.every(({ ipProtocol }) => ipProtocol === 4 || ipProtocol === 41);
}
