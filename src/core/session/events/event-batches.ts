import { EVENT_HEADER_BYTES, EVENT_PAYLOAD_BYTES, type EventBatch } from '../../model/event.ts';
import type { EventNeeds } from '../../model/event-needs.ts';
import type { ByteSource } from '../../model/reader.ts';
import { packetAddress, packetPort, packetProtocolCode, packetProtocolText } from '../../packets/table/packet-rows.ts';
import { findField } from '../../protocols/find-fields.ts';
import { needsBytes } from '../../model/event-needs.ts';
import type { CaptureTables } from '../../tables.ts';
import { readPackets } from '../packet-bytes.ts';
import { ByteParts } from './byte-parts.ts';
import { EventColumns } from './event-columns.ts';
import { EventFields } from './event-fields.ts';
import { HeaderPlaces } from './header-places.ts';
import { MeteringBatches } from './metering-columns.ts';
import { RunTexts } from './run-texts.ts';

/** Captured bytes read at once. */
const READ_AT_ONCE = 8 * 1024 * 1024;
/** No more of a packet is looked at for its fields. */
const MOST_BYTES = 262_144;

/** Of what may be ids of fields, those that are. */
export function knownNeeds(needs: EventNeeds): EventNeeds {
  return { ...needs, fields: needs.fields.filter((name) => findField(name) !== undefined) };
}

/** Makes the sandbox's batches of packets. One for each run, since texts are numbered from its first batch on. */
export class EventBatches {
  private readonly texts = new RunTexts();
  private readonly addressText: number[] = [];
  private readonly protocolText = new Map<number, number>();
  private readonly needs: EventNeeds;
  private readonly places: HeaderPlaces;
  private readonly columns: EventColumns;
  private readonly fields: EventFields;
  private readonly metering: MeteringBatches | undefined;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    needs: EventNeeds,
  ) {
    this.needs = knownNeeds(needs);
    this.places = new HeaderPlaces(tables.packets);
    this.columns = new EventColumns(tables, this.needs, this.places, this.texts);
    this.fields = new EventFields(this.needs.fields, this.texts);
    this.metering = needs.metered === true ? new MeteringBatches(tables, (id) => this.address(id)) : undefined;
  }

  /** Packets from..from+count, fewer at the end of the table. */
  async make(from: number, count: number): Promise<EventBatch> {
    const { packets } = this.tables;
    const to = Math.min(packets.length, from + count);
    const names = this.names(from, to);
    const columns = {
      count: to - from,
      firstPacket: from,
      timeNs: packets.timeNs.slice(from, to),
      wireLength: this.wireLengths(from, to),
      payloadLength: packets.payloadSize.slice(from, to),
      flow: packets.flow.slice(from, to),
      tcpFlags: packets.tcpFlags.slice(from, to),
      marks: packets.marks.slice(from, to),
      ...names,
      ...this.metering?.make(from, to),
    };
    const named = needsBytes(this.needs) ? await this.withBytes(from, to) : this.withoutBytes(from, to);
    return { ...columns, ...named, newTexts: this.texts.takeNew() };
  }

  private wireLengths(from: number, to: number): Uint32Array<ArrayBuffer> {
    const { packets } = this.tables;
    const lengths = new Uint32Array(to - from);
    for (let row = from; row < to; row++) lengths[row - from] = packets.wireLength(row);
    return lengths;
  }

  private names(
    from: number,
    to: number,
  ): Pick<EventBatch, 'source' | 'destination' | 'protocol' | 'sourcePort' | 'destinationPort'> {
    const { sources } = this.tables;
    const count = to - from;
    const source = new Int32Array(count);
    const destination = new Int32Array(count);
    const protocol = new Int32Array(count);
    const sourcePort = new Int32Array(count);
    const destinationPort = new Int32Array(count);
    for (let row = from; row < to; row++) {
      const at = row - from;
      source[at] = this.address(packetAddress(sources, row, 0));
      destination[at] = this.address(packetAddress(sources, row, 1));
      protocol[at] = this.protocol(packetProtocolCode(sources, row));
      sourcePort[at] = packetPort(sources, row, 0);
      destinationPort[at] = packetPort(sources, row, 1);
    }
    return { source, destination, protocol, sourcePort, destinationPort };
  }

  /** Number of an address's text in this run; -1 for none. */
  private address(id: number): number {
    if (id < 0) return -1;
    return (this.addressText[id] ??= this.texts.add(this.tables.addresses.text(id)));
  }

  private protocol(code: number): number {
    const known = this.protocolText.get(code);
    if (known !== undefined) return known;
    const added = this.texts.add(packetProtocolText(this.tables.sources, code));
    this.protocolText.set(code, added);
    return added;
  }

  private withoutBytes(from: number, to: number): Partial<EventBatch> {
    if (this.columns.columns.length === 0) return {};
    this.columns.begin(to - from);
    for (let row = from; row < to; row++) this.columns.look(row - from, row);
    return { columns: this.columns.columns, columnValues: this.columns.taken() };
  }

  private async withBytes(from: number, to: number): Promise<Partial<EventBatch>> {
    const { packets } = this.tables;
    const payload = this.needs.payload ? new ByteParts(to - from) : undefined;
    const header = this.needs.header ? new ByteParts(to - from) : undefined;
    this.columns.begin(to - from);
    for (let row = from; row < to;)
      for (const bytes of await readPackets(this.bytes, packets, this.rowsReadAtOnce(row, to), MOST_BYTES))
        this.look(row++, from, bytes, payload, header);
    const payloads = payload?.packed();
    const headers = header?.packed();
    return {
      ...(payloads && { payload: payloads.bytes, payloadStart: payloads.starts }),
      ...(headers && { header: headers.bytes, headerStart: headers.starts }),
      columns: this.columns.columns,
      columnValues: this.columns.taken(),
      ...this.fields.columns(),
    };
  }

  private look(row: number, from: number, bytes: Uint8Array, payload?: ByteParts, header?: ByteParts): void {
    const { packets, facts } = this.tables;
    const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
    this.places.look(row, bytes, linkType);
    this.columns.look(row - from, row);
    payload?.add(this.payloadOf(row, bytes));
    header?.add(this.places.header(EVENT_HEADER_BYTES));
    this.fields.look(row - from, bytes, linkType, packets.wireLength(row));
  }

  /** Rows from `row` on whose captured bytes are read together; at least one. */
  private rowsReadAtOnce(row: number, to: number): number[] {
    const { packets } = this.tables;
    const rows: number[] = [];
    for (let next = row, bytes = 0; next < to && bytes < READ_AT_ONCE; next++) {
      rows.push(next);
      bytes += packets.capturedLength(next);
    }
    return rows;
  }

  /** The bytes above the transport header, without link padding; of a packet without IP those above the link header. */
  private payloadOf(row: number, bytes: Uint8Array): Uint8Array {
    const { packets } = this.tables;
    if (packets.flow[row] < 0) return this.places.linkPayload(EVENT_PAYLOAD_BYTES);
    const transport = packets.transportOffset[row];
    const size = packets.payloadSize[row];
    if (transport === 0 || size === 0) return bytes.subarray(0, 0);
    const header = packets.transportSize[row] - size;
    const captured = Math.min(packets.capturedLength(row), transport + header + size);
    const from = Math.min(transport + header, captured);
    return bytes.subarray(from, Math.min(captured, from + EVENT_PAYLOAD_BYTES));
  }
}
