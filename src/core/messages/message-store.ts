import { grown, nextCapacity } from '../../base/growable.ts';
import { MESSAGE_VALUES, type MessageValueId } from '../model/message-columns.ts';
import type { PacketIndex } from '../model/units.ts';
import { NONE } from '../model/units.ts';
import type { Message, MessageSpot } from './message.ts';
import { SparseNumbers } from './sparse-numbers.ts';
import { TextPool } from './text-pool.ts';

/** Messages that are kept. */
const MOST_ROWS = 2_000_000;
const LEAST_ROWS = 1024;

/** What is known of a message's request or answer. Values fit a byte. */
export enum Pairing {
  /** Nothing is asked. */
  None = 0,
  Answered,
  NoAnswer,
  /** Asked again before an answer came. */
  Repeated,
  Answer,
  NoRequest,
}

/** The words for them. */
export const PAIRING_WORDS = ['', 'answered', 'no answer', 'repeated', 'answer', 'no request'] as const;

/**
 * The messages of a capture, a row each in the order in which they were complete. 35 bytes a row, 12 for each value that it
 * has; texts are kept once.
 */
export class MessageStore {
  length = 0;
  readonly texts: TextPool;
  /** Packets that began and completed each message; of one in fragments the packet that has the first. */
  first = new Int32Array(0);
  packet = new Int32Array(0);
  /** Row of the answer of a request, of the request of an answer; -1 for none. */
  partner = new Int32Array(0);
  bytes = new Float64Array(0);
  pairing = new Uint8Array(0);
  cut = new Uint8Array(0);
  decrypted = new Uint8Array(0);
  protocol = new Int32Array(0);
  kind = new Int32Array(0);
  summary = new Int32Array(0);
  private readonly carriers = new Map<PacketIndex, Int32Array>();
  private readonly values: ReadonlyMap<MessageValueId, SparseNumbers>;

  constructor(
    private readonly most = MOST_ROWS,
    mostText?: number,
  ) {
    this.texts = new TextPool(mostText);
    this.values = new Map(MESSAGE_VALUES.map(({ id }) => [id, new SparseNumbers()]));
  }

  /** Why no more messages are kept; undefined: there is room. */
  get full(): 'rows' | 'text' | undefined {
    if (this.length >= this.most) return 'rows';
    return this.texts.isFull ? 'text' : undefined;
  }

  /** The row of a message. There must be room. */
  add(protocol: string, spot: MessageSpot, { kind, summary, values, from, size }: Message): number {
    const row = this.length;
    this.grow();
    this.first[row] = from ?? spot.first;
    this.packet[row] = spot.packet;
    this.partner[row] = NONE;
    this.bytes[row] = size ?? spot.length;
    this.cut[row] = spot.cut ? 1 : 0;
    this.decrypted[row] = spot.decrypted === true ? 1 : 0;
    this.protocol[row] = this.texts.number(protocol);
    this.kind[row] = this.texts.number(kind);
    this.summary[row] = this.texts.number(summary.trimEnd());
    for (const id in values) this.keep(row, id as MessageValueId, values[id as MessageValueId]);
    this.length++;
    return row;
  }

  /** A number as it was said, or that of a text; -1 for none. */
  value(id: MessageValueId, row: number): number {
    return this.values.get(id)?.number(row) ?? NONE;
  }

  /** Notes that a packet was in fragments, which these further packets have, rising. */
  carried(first: PacketIndex, others: readonly PacketIndex[]): void {
    if (others.length > 0) this.carriers.set(first, Int32Array.from(others));
  }

  /** Packets that have further fragments of one; undefined: there are none. */
  othersOf(packet: PacketIndex): Int32Array | undefined {
    return this.carriers.get(packet);
  }

  /** The packet that completed one that was in fragments; of all others itself. */
  completing(packet: PacketIndex): PacketIndex {
    return Math.max(packet, this.carriers.get(packet)?.at(-1) ?? NONE);
  }

  /** The first packet that brought something of one that was in fragments; of all others itself. */
  beginning(packet: PacketIndex): PacketIndex {
    return Math.min(packet, this.carriers.get(packet)?.[0] ?? packet);
  }

  /** Joins an answer with its request. */
  pair(request: number, answer: number): void {
    this.partner[request] = answer;
    this.partner[answer] = request;
    this.pairing[request] = Pairing.Answered;
    this.pairing[answer] = Pairing.Answer;
  }

  /** The packet that completed the partner; -1 for none. */
  partnerPacket(row: number): PacketIndex {
    const partner = this.partner[row];
    return partner < 0 ? NONE : this.completing(this.packet[partner]);
  }

  private keep(row: number, id: MessageValueId, value: string | number | undefined): void {
    if (value === undefined || value === '') return;
    this.values.get(id)?.add(row, typeof value === 'number' ? value : this.texts.number(value));
  }

  private grow(): void {
    if (this.length < this.packet.length) return;
    const room = nextCapacity(this.length, LEAST_ROWS);
    this.first = grown(this.first, room);
    this.packet = grown(this.packet, room);
    this.partner = grown(this.partner, room);
    this.bytes = grown(this.bytes, room);
    this.pairing = grown(this.pairing, room);
    this.cut = grown(this.cut, room);
    this.decrypted = grown(this.decrypted, room);
    this.protocol = grown(this.protocol, room);
    this.kind = grown(this.kind, room);
    this.summary = grown(this.summary, room);
  }
}
