import { TCP, UDP } from '../model/ip-protocols.ts';
import { ACK, RST, SYN } from '../model/tcp-flags.ts';
import { Answer } from './answer.ts';
import { Confidence, FlowState } from './flow-state.ts';
import { ownName } from './further/own-names.ts';
import { RECOGNISERS, recogniserOf } from './list.ts';
import { atPort, Memory } from './memory.ts';
import type { PayloadView } from './payload-view.ts';
import { nameByIpProtocol, nameByPort } from './port-names.ts';
import { Transport, type Recogniser } from './recogniser.ts';

/** A TCP segment that begins farther than this behind the one that was expected is one that was sent before. */
const WINDOW = 0x10000;
const WRAP = 0x1_0000_0000;
/** Payloads in which our own names are looked for. */
const MOST_FOR_OWN = 2;

/**
 * Decides what a flow record is, from its first packets, as NFStream 6.5.4 with nDPI 4.7.0 does (rules found by its
 * results): in the order of `RECOGNISERS`, the one of the port first. One for a reading, as flows tell of others.
 */
export class Decision {
  readonly memory = new Memory();
  private readonly free: FlowState[] = [];

  /** @param most packets of a record that are looked at */
  constructor(private readonly most: number) {}

  /** The state of a new record. */
  begin(ipProtocol: number): FlowState {
    const state = this.free.pop() ?? new FlowState(RECOGNISERS.length, this.memory);
    state.reset();
    state.ipProtocol = ipProtocol;
    state.tcp = ipProtocol === TCP;
    return state;
  }

  /** Takes back the state of a record that is decided. */
  release(state: FlowState): void {
    state.room = undefined;
    this.free.push(state);
  }

  /**
   * Looks at the next packet of a record. `usable`: enough of it was captured. Returns true when nothing more can change,
   * which is after the `most`th packet at the latest.
   */
  look(state: FlowState, packet: PayloadView, usable: boolean): boolean {
    state.packets++;
    const done = usable && this.lookInto(state, packet);
    if (!done && state.packets < this.most) return false;
    this.finish(state);
    return true;
  }

  /** The record ends: what is not known by content may be guessed. */
  finish(state: FlowState): void {
    if (state.confidence !== Confidence.Unknown || state.usable === 0) return;
    if (state.stunSeen) guess(state, 'STUN', Confidence.Partial);
    else if (!state.tcp && this.memory.knowsAnyZoom && this.maybeZoom(state))
      guess(state, 'Zoom', Confidence.FromCache);
    else {
      const name = state.halfName === '' ? state.portName : state.halfName;
      if (name !== '') guess(state, name, Confidence.ByPort);
    }
  }

  /** Zoom's media port at a server of Zoom, or an end that was on the phone with Zoom. */
  private maybeZoom({ serverKey, clientKey }: FlowState): boolean {
    return [serverKey, clientKey].some(
      (end) => this.memory.knowsZoom(end) || (end % 65_536 === 8801 && this.memory.knowsZoom(atPort(end, 443))),
    );
  }

  private lookInto(state: FlowState, packet: PayloadView): boolean {
    state.usable++;
    if (state.usable === 1) return this.first(state, packet) || this.payload(state, packet);
    packet.fromClient = packet.end === state.client;
    return this.payload(state, packet);
  }

  /** Fixes client and guess. True if the IP protocol says it all. */
  private first(state: FlowState, packet: PayloadView): boolean {
    if (state.ipProtocol !== TCP && state.ipProtocol !== UDP) {
      const name = nameByIpProtocol(state.ipProtocol);
      if (name !== '' && (name !== 'ICMP' || isIcmp(packet))) state.found(name);
      return true;
    }
    const answers = senderAnswers(packet);
    packet.fromClient = !answers;
    state.client = answers ? 1 - packet.end : packet.end;
    state.clientPort = answers ? packet.destinationPort : packet.sourcePort;
    state.serverPort = answers ? packet.sourcePort : packet.destinationPort;
    state.serverAddress = answers ? packet.source0 : packet.destination0;
    state.clientAddress = answers ? packet.destination0 : packet.source0;
    state.portName = nameByPort(state.tcp, state.serverPort, state.clientPort);
    state.first = recogniserOf(state.portName);
    return false;
  }

  private payload(state: FlowState, packet: PayloadView): boolean {
    const again = state.tcp && sentBefore(state, packet);
    if (state.readOn !== undefined) return this.further(state, packet, again);
    if (packet.size === 0 || again) return false;
    state.payloads++;
    state.payloadsOf[packet.end === state.client ? 0 : 1]++;
    return this.ask(state, packet);
  }

  private further(state: FlowState, packet: PayloadView, again: boolean): boolean {
    if (!again && state.readOn?.(packet, state) === false) return true;
    return --state.left <= 0;
  }

  /** Asks all recognisers that are still in question. True if the flow is decided. */
  private ask(state: FlowState, packet: PayloadView): boolean {
    const { open, marks } = state;
    let kept = 0;
    let turn = 0;
    if (state.payloads === 1) {
      const answer = askFirst(state, packet);
      if (answer === Answer.Yes) return told(state);
      kept = turn = answer === Answer.No ? 0 : 1;
      listOpen(state, packet, kept);
    }
    for (; turn < state.opened; turn++) {
      const index = open[turn];
      const answer = RECOGNISERS[index].look(packet, state, marks[index]);
      if (answer === Answer.Yes) return told(state);
      if (answer === Answer.No) continue;
      marks[index] = answer;
      open[kept++] = index;
    }
    state.opened = kept;
    if (state.own === '' && state.payloads <= MOST_FOR_OWN) {
      state.own = ownName(packet);
      state.ownAt = state.packets;
    }
    return kept === 0;
  }
}

/** The packet at hand has named the flow. True if nothing more of it is read. */
function told(state: FlowState): boolean {
  state.toldAt = state.packets;
  return state.readOn === undefined;
}

/** Asks the recogniser of the port about the first payload, which says it all for most flows. It stays in question first of all. */
function askFirst(state: FlowState, packet: PayloadView): number {
  const { open, marks, first } = state;
  if (first < 0 || !isAsked(RECOGNISERS[first], packet)) return Answer.No;
  const answer = RECOGNISERS[first].look(packet, state, 0);
  marks[first] = answer;
  open[0] = first;
  return answer;
}

/** Lists the recognisers that are asked about a flow with this first payload, in their order, from place `count` on; not that of its port. */
function listOpen(state: FlowState, packet: PayloadView, count: number): void {
  const { open, first } = state;
  const list = (PORTS.has(packet.sourcePort) || PORTS.has(packet.destinationPort) ? ALL : ANY_PORT)[orderOf(packet)];
  const known = list === ANY_PORT[orderOf(packet)];
  for (const index of list) {
    if (index !== first && (known || isAsked(RECOGNISERS[index], packet))) open[count++] = index;
  }
  state.opened = count;
}

function isAsked(
  { transport, ports, text }: Recogniser,
  { tcp, isText, sourcePort, destinationPort }: PayloadView,
): boolean {
  if ((transport & (tcp ? Transport.Tcp : Transport.Udp)) === 0 || (text === true && !isText)) return false;
  return ports === undefined || ports.includes(sourcePort) || ports.includes(destinationPort);
}

/** Place of a packet's list: by transport, and whether it begins with text. */
function orderOf({ tcp, isText }: PayloadView): number {
  return (tcp ? 2 : 0) + (isText ? 1 : 0);
}

/** Ports that some recogniser asks for. */
const PORTS: ReadonlySet<number> = new Set(RECOGNISERS.flatMap(({ ports }) => ports ?? []));
const ALL = [0, 1, 2, 3].map((order) => listed(order, true));
const ANY_PORT = [0, 1, 2, 3].map((order) => listed(order, false));

function listed(order: number, withPorts: boolean): readonly number[] {
  return RECOGNISERS.flatMap(({ transport, ports, text }, index) => {
    const fits = (transport & (order >= 2 ? Transport.Tcp : Transport.Udp)) !== 0 && (text !== true || order % 2 === 1);
    return fits && (withPorts || ports === undefined) ? [index] : [];
  });
}

/** ICMP with a type and code that are in use. `packet`: begins with its header. */
function isIcmp(packet: PayloadView): boolean {
  return packet.size >= 8 && packet.u8(0) < 44 && packet.u8(1) < 16;
}

function guess(state: FlowState, name: string, confidence: number): void {
  state.master = name;
  state.guessed = true;
  state.confidence = confidence;
}

/** True if the sender of a first packet is the server: it answers a SYN, or alone has a port below 1024. */
function senderAnswers({ tcp, tcpFlags, sourcePort, destinationPort }: PayloadView): boolean {
  if (tcp && (tcpFlags & SYN) !== 0) return (tcpFlags & ACK) !== 0;
  return sourcePort < 1024 && destinationPort >= 1024;
}

/** Keeps the sequence numbers that are expected; true for a segment that was sent before, or is far off. */
function sentBefore(state: FlowState, { end, tcpFlags, sequence, acknowledgement, size }: PayloadView): boolean {
  const { expected } = state;
  let before = false;
  if ((tcpFlags & (SYN | ACK)) === SYN || (tcpFlags & (SYN | ACK)) === (SYN | ACK)) state.sawHandshake = true;
  if (expected[0] < 0 || expected[1] < 0) {
    if ((tcpFlags & ACK) !== 0) {
      expected[end] = (sequence + ((tcpFlags & SYN) !== 0 ? 1 : size)) % WRAP;
      if (state.usable > 1) expected[1 - end] = acknowledgement;
    }
  } else if (size > 0) {
    before = (sequence - expected[end] + WRAP) % WRAP > WINDOW;
    if (!before) expected[end] = (sequence + size) % WRAP;
  }
  if ((tcpFlags & RST) !== 0) expected[0] = expected[1] = -1;
  return before;
}
