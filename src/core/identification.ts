import type { RecordWatcher } from './flows/record-watcher.ts';
import { Decision } from './identify/decision.ts';
import type { FlowState } from './identify/flow-state.ts';
import { IdentifiedFlows } from './identify/identified-flows.ts';
import { PayloadView } from './identify/payload-view.ts';
import { DecodedPacket } from './protocols/headers/decoded.ts';
import { TCP, UDP } from './model/ip-protocols.ts';
import { short } from '../base/bytes.ts';

/**
 * Tells what flow records are, while their packets are read: `at` says where the packet lies, then the meter tells of the
 * record that it belongs to. What is found stays in `flows`.
 */
export class Identification implements RecordWatcher {
  readonly flows: IdentifiedFlows;
  private readonly decision: Decision;
  /** States of the open records that are not decided. */
  private readonly states: (FlowState | undefined)[] = [];
  private readonly view = new PayloadView();
  private packet = new DecodedPacket();
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private end = 0;
  private network = 0;
  private sender = 0;
  private seconds = 0;

  /** @param most packets of a record that are looked at, from 1 on */
  constructor(most: number) {
    this.decision = new Decision(most);
    const { clients, servers } = this.decision.memory;
    this.flows = new IdentifiedFlows(clients, servers);
  }

  /**
   * The packet at hand, as it was decoded: its bytes from `start` to `end`, where its innermost network header begins, which end of the
   * conversation sent it, and when.
   */
  at(
    packet: DecodedPacket,
    bytes: Uint8Array,
    start: number,
    end: number,
    network: number,
    sender: number,
    seconds: number,
  ): void {
    this.packet = packet;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.network = network;
    this.sender = sender;
    this.seconds = seconds;
  }

  open(record: number): void {
    this.flows.clear(record);
    this.states[record] = this.decision.begin(this.packet.protocol);
    this.update(record);
  }

  update(record: number): void {
    const state = this.states[record];
    if (state === undefined) return;
    const usable = this.fill();
    if (this.decision.look(state, this.view, usable)) this.keep(record, state, state.packets);
  }

  ended(record: number): void {
    const state = this.states[record];
    if (state === undefined) return;
    this.decision.finish(state);
    this.keep(record, state, 0);
  }

  /** Forgets flows that were begun, and takes back what was known of others (IdentifiedFlows.restore). */
  restart(told: readonly Int32Array[]): void {
    this.states.length = 0;
    this.flows.restore(told);
  }

  private keep(record: number, state: FlowState, looked: number): void {
    this.flows.set(record, state, looked);
    this.decision.release(state);
    this.states[record] = undefined;
  }

  /** Fills the view with the packet at hand; false if too little of it was captured (as NFStream has it). */
  private fill(): boolean {
    const { view, packet, bytes, network } = this;
    const transport = this.start + packet.transportOffset;
    const total = packet.ipVersion === 6 ? 40 + short(bytes, network + 4) : short(bytes, network + 2);
    const end = Math.min(this.end, network + total);
    view.bytes = bytes;
    view.tcp = packet.protocol === TCP;
    view.ipv6 = packet.ipVersion === 6;
    view.size = 0;
    view.end = this.sender;
    view.seconds = this.seconds;
    view.sourcePort = packet.sourcePort;
    view.destinationPort = packet.destinationPort;
    view.source0 = packet.source0;
    view.destination0 = packet.destination0;
    view.destination3 = packet.destination3;
    view.tcpFlags = packet.tcpFlags;
    if (view.tcp) return this.fillTcp(transport, end);
    view.at = packet.protocol === UDP ? transport + 8 : transport;
    view.size = Math.max(0, end - view.at);
    if (packet.protocol !== UDP) return end >= transport;
    return end >= transport + 8 && network + total <= this.end;
  }

  private fillTcp(transport: number, end: number): boolean {
    const { view, bytes } = this;
    if (end < transport + 20) return false;
    view.at = transport + (bytes[transport + 12] >> 4) * 4;
    if (view.at < transport + 20 || view.at > end) return false;
    view.size = end - view.at;
    view.sequence = (short(bytes, transport + 4) * 0x10000 + short(bytes, transport + 6)) % 0x1_0000_0000;
    view.acknowledgement = short(bytes, transport + 8) * 0x10000 + short(bytes, transport + 10);
    return true;
  }
}
