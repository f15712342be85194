import { grown, nextCapacity } from '../../../base/growable.ts';
import { RisingNumbers } from '../../../base/rising-numbers.ts';
import { SmallNumbers } from '../../../base/small-numbers.ts';
import type { FlowlessReason, PacketTable, StrayTable } from '../../model/packet-table.ts';

/** A file may begin with many small packets: no more room is made than so many times what is needed. */
const MOST_GROWTH = 8;

/** Interface numbers beyond take four bytes a packet: sections of a pcapng file each bring their own interfaces. */
const LARGEST_SHORT = 0xffff;

/** Builds the packet table; rows are written in place by `core/pipeline.ts`. */
export class PacketStore implements PacketTable {
  length = 0;
  timeNs = new Float64Array(0);
  flow = new Int32Array(0);
  ipSize = new Uint16Array(0);
  transportSize = new Uint16Array(0);
  payloadSize = new Uint16Array(0);
  transportOffset = new Uint16Array(0);
  tcpFlags = new Uint8Array(0);
  protocol = new Uint8Array(0);
  marks = new Uint8Array(0);
  interface: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> = new Uint16Array(0);
  /**
   * What is to be added to `timeNs`, by row, of packets so far from the first (104 days) that it rounds them, ns. Whole
   * microseconds are left out up to 63 years: rounding finds them again.
   */
  readonly farRest = new Map<number, number>();
  private readonly offsets = new RisingNumbers();
  private readonly capturedLengths = new SmallNumbers();
  private readonly wireLengths = new SmallNumbers();
  private readonly linkPairs = new SmallNumbers();

  /** How many rows there will be in all; asked for when the table must grow. Who fills the table may know better. */
  expected: () => number = () => this.length * 1.5;

  /** A new row at this place in the file, of these lengths; all else zero. */
  add(offset: number, captured: number, wire: number): number {
    if (this.length === this.timeNs.length) this.grow();
    const row = this.length++;
    this.offsets.set(row, offset);
    this.capturedLengths.set(row, captured);
    this.wireLengths.set(row, wire);
    return row;
  }

  farNs(row: number): bigint | undefined {
    const rest = this.farRest.get(row);
    return rest === undefined ? undefined : BigInt(this.timeNs[row]) + BigInt(rest);
  }

  offset(row: number): number {
    return this.offsets.at(row);
  }

  capturedLength(row: number): number {
    return this.capturedLengths.at(row);
  }

  wireLength(row: number): number {
    return this.wireLengths.at(row);
  }

  linkPair(row: number): number {
    return this.linkPairs.at(row);
  }

  setLinkPair(row: number, pair: number): void {
    this.linkPairs.set(row, pair);
  }

  /** Notes the packet's time since the first packet, and what this rounds away; undefined for nothing. */
  setTime(row: number, timeNs: number, rest: number | undefined): void {
    this.timeNs[row] = timeNs;
    if (rest !== undefined) this.farRest.set(row, rest);
  }

  /** Notes the packet's interface; nothing is kept while there is only the first one. */
  setInterface(row: number, number: number): void {
    if (number === 0 && this.interface.length === 0) return;
    if (this.interface.length === 0) this.interface = new Uint16Array(this.timeNs.length);
    else if (number > LARGEST_SHORT && this.interface instanceof Uint16Array)
      this.interface = Uint32Array.from(this.interface);
    this.interface[row] = number;
  }

  /** Cuts the columns to their length; called when no more rows come. */
  trim(): void {
    if (this.timeNs.length > this.length * 1.01 + 4096) {
      this.resize(this.length, (array) => array.slice(0, this.length) as typeof array);
    }
  }

  private grow(): void {
    const least = this.length + 4096;
    const expected = Math.min(this.expected(), this.length * MOST_GROWTH);
    const capacity = this.length < 65536 ? nextCapacity(this.length * 2, least) : Math.max(least, expected);
    this.resize(capacity, (array) => grown(array, capacity));
  }

  private resize(
    capacity: number,
    change: <T extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array>(array: T) => T,
  ): void {
    for (const column of [this.offsets, this.capturedLengths, this.wireLengths, this.linkPairs])
      column.resize(capacity);
    this.timeNs = change(this.timeNs);
    this.flow = change(this.flow);
    this.ipSize = change(this.ipSize);
    this.transportSize = change(this.transportSize);
    this.payloadSize = change(this.payloadSize);
    this.transportOffset = change(this.transportOffset);
    this.tcpFlags = change(this.tcpFlags);
    this.protocol = change(this.protocol);
    this.marks = change(this.marks);
    if (this.interface.length > 0) this.interface = change(this.interface);
  }
}

/** Builds the table of packets that are in no flow. Labels are interned; at most 255 different ones are kept apart. */
export class StrayStore implements StrayTable {
  length = 0;
  packet = new Int32Array(0);
  source = new Int32Array(0);
  destination = new Int32Array(0);
  label = new Uint8Array(0);
  reason = new Uint8Array(0);
  further = new Uint8Array(0);
  readonly labels: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** Adds a packet; rows must rise. */
  add(packet: number, source: number, destination: number, label: string, reason: FlowlessReason, further = 0): void {
    if (this.length === this.packet.length) this.reserve(nextCapacity(this.length, 256));
    const row = this.length++;
    this.packet[row] = packet;
    this.source[row] = source;
    this.destination[row] = destination;
    this.label[row] = this.number(label);
    this.reason[row] = reason;
    this.further[row] = further;
  }

  private number(label: string): number {
    const known = this.numbers.get(label);
    if (known !== undefined) return known;
    if (this.labels.length === 255) return 254;
    const added = this.labels.push(label) - 1;
    this.numbers.set(label, added);
    return added;
  }

  private reserve(capacity: number): void {
    this.packet = grown(this.packet, capacity);
    this.source = grown(this.source, capacity);
    this.destination = grown(this.destination, capacity);
    this.label = grown(this.label, capacity);
    this.reason = grown(this.reason, capacity);
    this.further = grown(this.further, capacity);
  }
}
