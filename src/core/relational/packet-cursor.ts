import type { EventBatch, LinkedValue, PacketEvent } from '../model/event.ts';
import { PacketMark } from '../model/packet-table.ts';
import { ACK, FIN, PSH, RST, SYN, URG } from '../model/tcp-flags.ts';

const NO_BYTES = new Uint8Array(0);

/** What operators have said of a packet; they write into it while the packet goes from one to the next. */
export interface Said {
  x: Readonly<Record<string, LinkedValue>>;
  tags: readonly string[];
}

const NOTHING_SAID: Said = Object.freeze({ x: Object.freeze({}), tags: Object.freeze([]) as readonly string[] });

/** A batch with the texts that its numbers mean; without payloads, which would all stay as long as one event is kept. */
interface BatchView {
  readonly batch: Omit<EventBatch, 'payload' | 'payloadStart'>;
  readonly texts: readonly string[];
}

/**
 * One packet as the user's code sees it: getters over the columns of its batch. A handle costs four fields, so each
 * packet gets one of its own, and flows may keep them: it holds its own payload and the columns of headers. Its fields are private at run time too (`#`): users' code, which is
 * given it, finds nothing but the packet's.
 */
class PacketCursor implements PacketEvent {
  readonly #view: BatchView;
  readonly #row: number;
  readonly #payload: Uint8Array;
  readonly #said: Said;

  constructor(view: BatchView, row: number, payload: Uint8Array, said: Said) {
    this.#view = view;
    this.#row = row;
    this.#payload = payload;
    this.#said = said;
  }

  get number(): number {
    return this.#view.batch.firstPacket + this.#row + 1;
  }
  get time(): number {
    return this.#view.batch.timeNs[this.#row] / 1e9;
  }
  get src(): string {
    return this.#view.texts[this.#view.batch.source[this.#row]] ?? '';
  }
  get dst(): string {
    return this.#view.texts[this.#view.batch.destination[this.#row]] ?? '';
  }
  get srcPort(): number {
    return this.#view.batch.sourcePort[this.#row];
  }
  get dstPort(): number {
    return this.#view.batch.destinationPort[this.#row];
  }
  get protocol(): string {
    return this.#view.texts[this.#view.batch.protocol[this.#row]] ?? '';
  }
  get length(): number {
    return this.#view.batch.wireLength[this.#row];
  }
  get payloadLength(): number {
    return this.#view.batch.payloadLength[this.#row];
  }
  get syn(): boolean {
    return (this.#view.batch.tcpFlags[this.#row] & SYN) !== 0;
  }
  get ack(): boolean {
    return (this.#view.batch.tcpFlags[this.#row] & ACK) !== 0;
  }
  get fin(): boolean {
    return (this.#view.batch.tcpFlags[this.#row] & FIN) !== 0;
  }
  get rst(): boolean {
    return (this.#view.batch.tcpFlags[this.#row] & RST) !== 0;
  }
  get psh(): boolean {
    return (this.#view.batch.tcpFlags[this.#row] & PSH) !== 0;
  }
  get urg(): boolean {
    return (this.#view.batch.tcpFlags[this.#row] & URG) !== 0;
  }
  get flow(): number {
    return this.#view.batch.flow[this.#row];
  }
  get forward(): boolean {
    return (this.#view.batch.marks[this.#row] & PacketMark.Backward) === 0;
  }
  get payload(): Uint8Array {
    return this.#payload;
  }
  get text(): string {
    // Latin-1 is code unit = byte; at most 512 of them, so the argument list cannot grow too long.
    return String.fromCharCode.apply(null, this.#payload as unknown as number[]);
  }
  get x(): Said['x'] {
    return this.#said.x;
  }
  get tags(): readonly string[] {
    return this.#said.tags;
  }
}

/** What events have, by name. */
export function eventNames(): (keyof PacketEvent)[] {
  const names = Object.getOwnPropertyNames(PacketCursor.prototype);
  return names.filter((name): name is keyof PacketEvent => name !== 'constructor');
}

/** Number of the packet behind an event, or undefined if the value is no packet event. */
export function packetIndexOf(event: unknown): number | undefined {
  return event instanceof PacketCursor ? event.number - 1 : undefined;
}

/** Turns the batches of one run into packet events; knows the texts of all batches so far. */
export class EventSource {
  private readonly texts: string[] = [];
  private view: BatchView | undefined;
  private payload: Uint8Array | undefined;
  private payloadStart: Int32Array | undefined;

  /** Makes a batch the current one. Events made from earlier batches stay valid. */
  open({ payload, payloadStart, ...batch }: EventBatch): void {
    for (const text of batch.newTexts) this.texts.push(text);
    this.view = { batch, texts: this.texts };
    this.payload = payload;
    this.payloadStart = payloadStart;
  }

  /** The packet in a row of the current batch, and what operators will say of it. */
  event(row: number, said: Said = NOTHING_SAID): PacketEvent {
    if (this.view === undefined) throw new Error('No batch is open.');
    return new PacketCursor(this.view, row, this.payloadOf(row), said);
  }

  /** A copy, so that who keeps an event or its bytes does not keep those of its batch. */
  private payloadOf(row: number): Uint8Array {
    const { payload, payloadStart: starts } = this;
    if (payload === undefined || starts === undefined || starts[row] === starts[row + 1]) return NO_BYTES;
    return payload.slice(starts[row], starts[row + 1]);
  }
}
