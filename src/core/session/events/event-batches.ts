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

/** Columns of numbers of texts, and ports. */
type Names = Pick<EventBatch, 'source' | 'destination' | 'protocol' | 'sourcePort' | 'destinationPort'>;

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
    const { timeNs, payloadSize, flow, tcpFlags, marks, length } = this.tables.packets;
    const to = Math.min(length, from + count);
    const rows = new Int32Array(to - from);
    for (let at = 0; at < rows.length; at++) rows[at] = from + at;
    return {
      ...(await this.named(rows)),
      firstPacket: from,
      timeNs: timeNs.slice(from, to),
      payloadLength: payloadSize.slice(from, to),
      flow: flow.slice(from, to),
      tcpFlags: tcpFlags.slice(from, to),
      marks: marks.slice(from, to),
      ...this.metering?.make(from, to),
      newTexts: this.texts.takeNew(),
    };
  }

  /** Chosen packets, rising; without what metering needs. `clockNs`: the latest time up to each of them. */
  async makeOf(rows: Int32Array<ArrayBuffer>, clockNs: Float64Array<ArrayBuffer>): Promise<EventBatch> {
    const { timeNs, payloadSize, flow, tcpFlags, marks } = this.tables.packets;
    return {
      ...(await this.named(rows)),
      firstPacket: rows.at(0) ?? 0,
      packet: rows,
      clockNs,
      timeNs: Float64Array.from(rows, (row) => timeNs[row]),
      payloadLength: Uint16Array.from(rows, (row) => payloadSize[row]),
      flow: Int32Array.from(rows, (row) => flow[row]),
      tcpFlags: Uint8Array.from(rows, (row) => tcpFlags[row]),
      marks: Uint8Array.from(rows, (row) => marks[row]),
      newTexts: this.texts.takeNew(),
    };
  }

  private async named(
    rows: Int32Array,
  ): Promise<Pick<EventBatch, 'count' | 'wireLength' | keyof Names> & Partial<EventBatch>> {
    const { packets } = this.tables;
    const names = this.names(rows);
    const wireLength = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at++) wireLength[at] = packets.wireLength(rows[at]);
    const bytes = needsBytes(this.needs) ? await this.withBytes(rows) : this.withoutBytes(rows);
    return { count: rows.length, wireLength, ...names, ...bytes };
  }

  private names(rows: Int32Array): Names {
    const { sources } = this.tables;
    const count = rows.length;
    const source = new Int32Array(count);
    const destination = new Int32Array(count);
    const protocol = new Int32Array(count);
    const sourcePort = new Int32Array(count);
    const destinationPort = new Int32Array(count);
    for (let at = 0; at < count; at++) {
      const row = rows[at];
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

  private withoutBytes(rows: Int32Array): Partial<EventBatch> {
    if (this.columns.columns.length === 0) return {};
    this.columns.begin(rows.length);
    for (let at = 0; at < rows.length; at++) this.columns.look(at, rows[at]);
    return { columns: this.columns.columns, columnValues: this.columns.taken() };
  }

  private async withBytes(rows: Int32Array): Promise<Partial<EventBatch>> {
    const { packets } = this.tables;
    const payload = this.needs.payload ? new ByteParts(rows.length) : undefined;
    const header = this.needs.header ? new ByteParts(rows.length) : undefined;
    this.columns.begin(rows.length);
    for (let at = 0; at < rows.length;)
      for (const bytes of await readPackets(this.bytes, packets, this.rowsReadAtOnce(rows, at), MOST_BYTES)) {
        this.look(at, rows[at], bytes, payload, header);
        at++;
      }
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

  private look(at: number, row: number, bytes: Uint8Array, payload?: ByteParts, header?: ByteParts): void {
    const { packets, facts } = this.tables;
    const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
    this.places.look(row, bytes, linkType);
    this.columns.look(at, row);
    payload?.add(this.payloadOf(row, bytes));
    header?.add(this.places.header(EVENT_HEADER_BYTES));
    this.fields.look(at, bytes, linkType, packets.wireLength(row));
  }

  /** Rows from a place of theirs on whose captured bytes are read together; at least one. */
  private rowsReadAtOnce(rows: Int32Array, from: number): number[] {
    const { packets } = this.tables;
    const together: number[] = [];
    for (let at = from, bytes = 0; at < rows.length && bytes < READ_AT_ONCE; at++) {
      together.push(rows[at]);
      bytes += packets.capturedLength(rows[at]);
    }
    return together;
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
