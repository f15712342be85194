import { conversationOf } from '../../flows/flow-rows.ts';
import { DATAGRAM_PROTOCOLS, STREAM_PROTOCOLS } from '../../messages/list.ts';
import type { Message, MessageSpot } from '../../messages/message.ts';
import type { MessageStore } from '../../messages/message-store.ts';
import { Pairs } from '../../messages/pairing.ts';
import type { Secrets } from '../../decrypt/key-log.ts';
import type { Ends } from '../../messages/stream-reader.ts';
import { StreamTalk, type NamedSink } from '../../messages/stream-talk.ts';
import { TCP, UDP } from '../../model/ip-protocols.ts';
import type { MessagesRead } from '../../model/messages.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { Way } from '../../model/stream.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { DatagramTalk } from './datagram-talk.ts';
import { SecureTalk } from './secure-talk.ts';
import { TcpTalk } from './tcp-talk.ts';

/** Messages as they are read, before they are kept. */
export type MessageTap = (row: number, message: Message, protocol: string) => void;

type Talk = TcpTalk | DatagramTalk;

/** What is known of a conversation while its packets are read. */
interface Conversation {
  readonly talk: Talk;
  readonly pairs: Pairs;
  /** The flow's source that has way 0: its place among the two ends. */
  readonly swapped: boolean;
}

/** Takes packet after packet, in the order of the capture, and keeps the messages in them. */
export class MessagePass {
  private readonly open = new Map<number, Conversation>();
  private readonly lastRows: Int32Array;
  /** Protocols whose requests and answers have ends that differ: pairs by their names. */
  private readonly everywhere = new Map<string, Pairs>();
  private readonly counts = new Map<string, number>();
  private done = 0;
  private cut = 0;
  private decrypted = 0;
  private skippedBytes = 0;
  private givenUp = 0;
  private gaps = 0;

  constructor(
    private readonly tables: CaptureTables,
    private readonly store: MessageStore,
    private readonly secrets: Secrets,
    private readonly tap?: MessageTap,
  ) {
    this.lastRows = lastRowsOf(tables);
  }

  /** No room for more. */
  get isFull(): boolean {
    return this.store.full !== undefined;
  }

  /** @param bytes the captured bytes of the packet, at `start` */
  packet(row: PacketIndex, bytes: Uint8Array, start: number, end: number): void {
    this.done = row + 1;
    const { packets } = this.tables;
    const flow = packets.flow[row];
    const protocol = packets.protocol[row];
    if (flow < 0 || (protocol !== TCP && protocol !== UDP) || packets.transportOffset[row] === 0) return;
    const number = conversationOf(this.tables.meter, flow);
    const conversation = this.of(number, flow, row);
    const way = this.wayOf(conversation, flow, row);
    if (!conversation.talk.isOver || conversation.talk.mayBegin(row))
      conversation.talk.packet(row, way, bytes.subarray(start + packets.transportOffset[row], end));
    if (this.lastRows[number] !== row) return;
    conversation.talk.finish();
    this.open.delete(number);
  }

  /** Ends what is still open. */
  finish(): void {
    for (const { talk } of this.open.values()) talk.finish();
    this.open.clear();
  }

  /** What has been done so far. */
  read(): MessagesRead {
    const { store, counts } = this;
    return {
      packets: this.done,
      of: this.tables.packets.length,
      messages: store.length,
      protocols: [...counts].sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1)),
      cut: this.cut,
      decrypted: this.decrypted,
      skippedBytes: this.skippedBytes,
      givenUp: this.givenUp,
      gaps: this.gaps,
      ...(store.full !== undefined && { full: store.full }),
    };
  }

  private of(number: number, flow: FlowIndex, row: PacketIndex): Conversation {
    const known = this.open.get(number);
    if (known !== undefined) return known;
    const { packets, metering, meter } = this.tables;
    const pairs = new Pairs(this.store);
    const inside = this.secrets.size > 0 ? new Pairs(this.store) : pairs;
    const ports = [metering.ends.sourcePort(flow), metering.ends.destinationPort(flow)] as const;
    const sink = this.sinkOf(pairs, inside);
    const talk =
      packets.protocol[row] === TCP
        ? new TcpTalk(
            packets,
            ports,
            (ends) => this.talkOf(ends, sink),
            () => this.gaps++,
          )
        : new DatagramTalk(packets, DATAGRAM_PROTOCOLS, ports, sink);
    const made = { talk, pairs, swapped: isSwapped(meter, this.tables, flow) };
    this.open.set(number, made);
    return made;
  }

  private talkOf(ends: Ends, sink: NamedSink): StreamTalk {
    return this.secrets.size > 0
      ? new SecureTalk(STREAM_PROTOCOLS, ends, sink, this.secrets)
      : new StreamTalk(STREAM_PROTOCOLS, ends, sink);
  }

  /** Way in the conversation: a later flow of it may have its ends the other way round. */
  private wayOf({ swapped }: Conversation, flow: FlowIndex, row: PacketIndex): Way {
    const backward = (this.tables.packets.marks[row] & PacketMark.Backward) === 0 ? 0 : 1;
    const turned = isSwapped(this.tables.meter, this.tables, flow) === swapped ? 0 : 1;
    return (backward ^ turned) as Way;
  }

  private sinkOf(pairs: Pairs, inside: Pairs): NamedSink & { readonly everywhere: Set<string> } {
    const everywhere = new Set<string>();
    return {
      everywhere,
      message: (protocol, spot, message) =>
        this.keep(protocol, spot, message, everywhere.has(protocol), spot.decrypted === true ? inside : pairs),
      skipped: (bytes) => (this.skippedBytes += bytes),
      gaveUp: () => this.givenUp++,
    };
  }

  private keep(protocol: string, spot: MessageSpot, message: Message, everywhere: boolean, own: Pairs): void {
    if (this.isFull) return;
    const row = this.store.add(protocol, spot, message);
    if (spot.cut) this.cut++;
    if (spot.decrypted === true) this.decrypted++;
    this.counts.set(protocol, (this.counts.get(protocol) ?? 0) + 1);
    this.tap?.(row, message, protocol);
    (everywhere ? this.pairsOf(protocol) : own).take(row, message);
  }

  private pairsOf(protocol: string): Pairs {
    const known = this.everywhere.get(protocol);
    if (known !== undefined) return known;
    const made = new Pairs(this.store);
    this.everywhere.set(protocol, made);
    return made;
  }
}

function isSwapped(meter: CaptureTables['meter'], { metering: { ends } }: CaptureTables, flow: FlowIndex): boolean {
  const { conversations } = meter;
  const number = conversationOf(meter, flow);
  return !(
    ends.source(flow) === conversations.address(number, 0) && ends.sourcePort(flow) === conversations.port(number, 0)
  );
}

/** The last packet of each conversation. */
function lastRowsOf(tables: CaptureTables): Int32Array {
  const last = new Int32Array(tables.meter.conversations.length).fill(-1);
  for (let flow = 0; flow < tables.meter.records.length; flow++) {
    const number = conversationOf(tables.meter, flow);
    last[number] = Math.max(last[number], tables.extent(flow).last);
  }
  return last;
}
