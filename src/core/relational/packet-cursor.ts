import type { EventBatch, LinkedValue, PacketEvent } from '../model/event.ts';
import { PacketMark } from '../model/packet-table.ts';
import { ACK, FIN, PSH, RST, SYN, URG } from '../model/tcp-flags.ts';
import { EventValues } from './event-values.ts';

const NO_BYTES = new Uint8Array(0);

/** What operators have said of a packet; they write into it while the packet goes from one to the next. */
export interface Said {
  x: Readonly<Record<string, LinkedValue>>;
  tags: readonly string[];
}

const NOTHING_SAID: Said = Object.freeze({ x: Object.freeze({}), tags: Object.freeze([]) });

/** A batch with the texts that its numbers mean; without bytes, which would all stay as long as one event is kept. */
interface BatchView {
  readonly batch: Omit<EventBatch, 'payload' | 'payloadStart' | 'header' | 'headerStart'>;
  readonly texts: readonly string[];
  /** What the code names beyond what every packet has. */
  readonly values: EventValues;
}

/** Bytes of a packet: a part of its batch's. */
interface Parts {
  readonly bytes: Uint8Array | undefined;
  readonly starts: Int32Array | undefined;
}

/**
 * One packet as the user's code sees it: getters over the columns of its batch. A handle costs five fields, so each
 * packet gets one of its own, and flows may keep them: it holds its own bytes and the columns of headers. Its fields are private at run time too (`#`): users' code, which is
 * given it, finds nothing but the packet's.
 */
class PacketCursor implements PacketEvent {
  readonly #view: BatchView;
  readonly #row: number;
  readonly #payload: Uint8Array;
  readonly #header: Uint8Array;
  readonly #said: Said;

  constructor(view: BatchView, row: number, payload: Uint8Array, header: Uint8Array, said: Said) {
    this.#view = view;
    this.#row = row;
    this.#payload = payload;
    this.#header = header;
    this.#said = said;
  }

  /** The flow of a packet event, from 0, or -1; undefined if the value is none. */
  static flowOf(value: unknown): number | undefined {
    return value instanceof PacketCursor ? value.#view.batch.flow[value.#row] : undefined;
  }

  get number(): number {
    const { rows, firstPacket } = this.#view.batch;
    return (rows === undefined ? firstPacket + this.#row : rows[this.#row]) + 1;
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
  get header(): Uint8Array {
    return this.#header;
  }
  get seq(): number | undefined {
    return this.#view.values.number('seq', this.#row);
  }
  get ackNumber(): number | undefined {
    return this.#view.values.number('ackNumber', this.#row);
  }
  get window(): number | undefined {
    return this.#view.values.number('window', this.#row);
  }
  get ttl(): number | undefined {
    return this.#view.values.number('ttl', this.#row);
  }
  get ipId(): number | undefined {
    return this.#view.values.number('ipId', this.#row);
  }
  get vlan(): number | undefined {
    return this.#view.values.number('vlan', this.#row);
  }
  get interface(): number {
    return this.#view.values.number('interface', this.#row) ?? 0;
  }
  get srcMac(): string | undefined {
    return this.#view.values.text('srcMac', this.#row);
  }
  get dstMac(): string | undefined {
    return this.#view.values.text('dstMac', this.#row);
  }
  get icmpType(): number | undefined {
    return this.#view.values.number('icmpType', this.#row);
  }
  get icmpCode(): number | undefined {
    return this.#view.values.number('icmpCode', this.#row);
  }
  get tags(): readonly string[] {
    const ofFlow = this.#view.values.tags(this.#row);
    const { tags } = this.#said;
    return tags.length === 0 ? ofFlow : [...ofFlow, ...tags];
  }
  get x(): Said['x'] {
    return this.#said.x;
  }
  field(id: string): number | string | undefined {
    return this.#view.values.field(id, this.#row, 1)[0];
  }
  fields(id: string): readonly (number | string)[] {
    return this.#view.values.field(id, this.#row, Infinity);
  }
  flowValue(column: string): number | string | undefined {
    return this.#view.values.flowValue(column, this.#row);
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

/** Number of the flow of the packet behind an event, or -1; undefined if the value is no packet event. */
export function flowIndexOf(event: unknown): number | undefined {
  return PacketCursor.flowOf(event);
}

/** Turns the batches of one run into packet events; knows the texts of all batches so far. */
export class EventSource {
  private readonly texts: string[] = [];
  private view: BatchView | undefined;
  private payload: Parts = { bytes: undefined, starts: undefined };
  private header: Parts = { bytes: undefined, starts: undefined };

  /** Makes a batch the current one. Events made from earlier batches stay valid. */
  open({ payload, payloadStart, header, headerStart, ...batch }: EventBatch): void {
    for (const text of batch.newTexts) this.texts.push(text);
    this.view = { batch, texts: this.texts, values: new EventValues(batch, this.texts) };
    this.payload = { bytes: payload, starts: payloadStart };
    this.header = { bytes: header, starts: headerStart };
  }

  /** The packet in a row of the current batch, and what operators will say of it. */
  event(row: number, said: Said = NOTHING_SAID): PacketEvent {
    if (this.view === undefined) throw new Error('No batch is open.');
    return new PacketCursor(this.view, row, partOf(this.payload, row), partOf(this.header, row), said);
  }
}

/** A copy, so that who keeps an event or its bytes does not keep those of its batch. */
function partOf({ bytes, starts }: Parts, row: number): Uint8Array {
  if (bytes === undefined || starts === undefined || starts[row] === starts[row + 1]) return NO_BYTES;
  return bytes.slice(starts[row], starts[row + 1]);
}
