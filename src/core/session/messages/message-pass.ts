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
import { FragmentJoiner, type Joined } from '../../streams/fragment-joiner.ts';
import { FragmentFinder } from '../fragments/find-fragment.ts';
import { ConversationSides } from './conversation-sides.ts';
import { DatagramTalk } from './datagram-talk.ts';
import { SecureTalk } from './secure-talk.ts';
import { beginsConnection, TcpTalk } from './tcp-talk.ts';

/** Messages as they are read, before they are kept. */
export type MessageTap = (row: number, message: Message, protocol: string) => void;

type Talk = TcpTalk | DatagramTalk;

/** What is known of a conversation while its packets are read. */
interface Conversation {
  readonly talk: Talk;
  readonly pairs: Pairs;
  /** Whether the source of the flow that began it, which has way 0, is the second of the two ends. */
  readonly swapped: boolean;
}

/** Takes packet after packet, in the order of the capture, and keeps the messages in them. */
export class MessagePass {
  private readonly open = new Map<number, Conversation>();
  private readonly sides: ConversationSides;
  /** Conversations of which nothing is read any more, unless another connection begins: 1. */
  private readonly over: Uint8Array;
  /** Protocols whose requests and answers have ends that differ: pairs by their names. */
  private readonly everywhere = new Map<string, Pairs>();
  private readonly counts = new Map<string, number>();
  private done = 0;
  private cut = 0;
  private decrypted = 0;
  private skippedBytes = 0;
  private givenUp = 0;
  private gaps = 0;
  private readonly finder: FragmentFinder;
  private readonly joiner = new FragmentJoiner((joined) => this.joined(joined));
  /** Conversations with fragments: one may be whole only behind the last packet. */
  private readonly fragmented = new Set<number>();

  constructor(
    private readonly tables: CaptureTables,
    private readonly store: MessageStore,
    private readonly secrets: Secrets,
    private readonly tap?: MessageTap,
  ) {
    this.sides = new ConversationSides(tables);
    this.finder = new FragmentFinder(tables);
    this.over = new Uint8Array(tables.meter.conversations.length);
  }

  /** No room for more. */
  get isFull(): boolean {
    return this.store.full !== undefined;
  }

  /** @param bytes the captured bytes of the packet, from `start` to `end` */
  packet(row: PacketIndex, bytes: Uint8Array, start: number, end: number): void {
    this.done = row + 1;
    const { packets } = this.tables;
    const fragment = this.finder.find(row, bytes, start, Math.min(end, bytes.length));
    if (fragment !== undefined) return this.joiner.add(fragment);
    const flow = packets.flow[row];
    const protocol = packets.protocol[row];
    if (flow < 0 || (protocol !== TCP && protocol !== UDP)) return;
    const number = this.sides.conversation(flow);
    const isLast = this.sides.lastRows[number] === row;
    if (this.over[number] === 1 && !isLast && !(protocol === TCP && beginsConnection(packets, row))) return;
    const transport = packets.transportOffset[row];
    if (transport === 0) return;
    this.say(this.of(number, flow, row), number, row, bytes, start + transport, Math.min(end, bytes.length));
    if (isLast && !this.fragmented.has(number)) this.close(number);
  }

  /** What was put together from fragments is a packet of the flow of its first one. */
  private joined({ first, others, isWhole, bytes, length }: Joined): void {
    const { packets } = this.tables;
    const flow = packets.flow[first];
    const protocol = packets.protocol[first];
    if (flow < 0 || (protocol !== TCP && protocol !== UDP)) return;
    const number = this.sides.conversation(flow);
    this.fragmented.add(number);
    this.store.carried(first, others);
    // What is missing of a segment may be sent again.
    const size = isWhole || protocol === UDP ? length : bytes.length;
    this.say(this.of(number, flow, first), number, first, bytes, 0, bytes.length, size);
  }

  /** Ends what is still open. */
  finish(): void {
    this.joiner.finish();
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
      fragments: { ...this.joiner.counts },
      ...(store.full !== undefined && { full: store.full }),
    };
  }

  private say(
    { talk, swapped }: Conversation,
    number: number,
    row: PacketIndex,
    bytes: Uint8Array,
    start: number,
    end: number,
    whole?: number,
  ): void {
    const { packets } = this.tables;
    if (talk.isOver && !talk.mayBegin(row)) return;
    const turned = this.sides.isTurned(packets.flow[row]) === swapped ? 0 : 1;
    const way = ((packets.marks[row] & PacketMark.Backward) === 0 ? turned : 1 - turned) as Way;
    talk.packet(row, way, bytes, start, end, whole);
    this.over[number] = talk.isOver ? 1 : 0;
  }

  private close(number: number): void {
    this.open.get(number)?.talk.finish();
    this.open.delete(number);
  }

  private of(number: number, flow: FlowIndex, row: PacketIndex): Conversation {
    const known = this.open.get(number);
    if (known !== undefined) return known;
    const { packets, metering } = this.tables;
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
    const made = { talk, pairs, swapped: this.sides.isTurned(flow) };
    this.open.set(number, made);
    return made;
  }

  private talkOf(ends: Ends, sink: NamedSink): StreamTalk {
    return this.secrets.size > 0
      ? new SecureTalk(STREAM_PROTOCOLS, ends, sink, this.secrets)
      : new StreamTalk(STREAM_PROTOCOLS, ends, sink);
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
    if (everywhere) this.pairsOf(protocol).take(row, message);
    else own.take(row, message, spot.way);
  }

  private pairsOf(protocol: string): Pairs {
    const known = this.everywhere.get(protocol);
    if (known !== undefined) return known;
    const made = new Pairs(this.store);
    this.everywhere.set(protocol, made);
    return made;
  }
}
