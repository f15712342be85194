import { EVENT_HEADER_BYTES, EVENT_PAYLOAD_BYTES, type EventBatch } from '../../model/event.ts';
import type { EventNeeds } from '../../model/event-needs.ts';
import type { PacketTable } from '../../model/packet-table.ts';
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
import { timeOrder } from './time-order.ts';

/** Captured bytes read at once. */
const READ_AT_ONCE = 8 * 1024 * 1024;
/** No more of a packet is looked at for its fields. */
const MOST_BYTES = 262_144;

/** Of what may be ids of fields, those that are. */
export function knownNeeds(needs: EventNeeds): EventNeeds {
  return { ...needs, fields: needs.fields.filter((name) => findField(name) !== undefined) };
}

/** The row of the packet table at a place of a batch. */
type RowAt = (at: number) => number;

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
  /** Packets in the order of time, if that is wanted and another one than that of the file. */
  private readonly order: Int32Array<ArrayBuffer> | undefined;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    needs: EventNeeds,
  ) {
    const { length, timeNs } = tables.packets;
    this.order = needs.order === 'time' ? timeOrder(length, (row) => timeNs[row]) : undefined;
    this.needs = knownNeeds(needs);
    this.places = new HeaderPlaces(tables.packets);
    this.columns = new EventColumns(tables, this.needs, this.places, this.texts);
    this.fields = new EventFields(this.needs.fields, this.texts);
    this.metering = needs.metered === true ? new MeteringBatches(tables, (id) => this.address(id)) : undefined;
  }

  /** Packets from..from+count of their order, fewer at the end of the table. */
  async make(from: number, count: number): Promise<EventBatch> {
    const { packets } = this.tables;
    const to = Math.min(packets.length, from + count);
    const rows = this.order?.slice(from, to);
    const rowAt = (at: number): number => (rows === undefined ? from + at : rows[at]);
    const names = this.names(to - from, rowAt);
    const columns = {
      count: to - from,
      firstPacket: from,
      ...(rows && { rows }),
      wireLength: Uint32Array.from({ length: to - from }, (_, at) => packets.wireLength(rowAt(at))),
      ...(rows === undefined ? slicedColumns(packets, from, to) : pickedColumns(packets, rows)),
      ...names,
      ...this.metering?.make(from, to),
    };
    const named = needsBytes(this.needs) ? await this.withBytes(to - from, rowAt) : this.withoutBytes(to - from, rowAt);
    return { ...columns, ...named, newTexts: this.texts.takeNew() };
  }

  private names(
    count: number,
    rowAt: RowAt,
  ): Pick<EventBatch, 'source' | 'destination' | 'protocol' | 'sourcePort' | 'destinationPort'> {
    const { sources } = this.tables;
    const source = new Int32Array(count);
    const destination = new Int32Array(count);
    const protocol = new Int32Array(count);
    const sourcePort = new Int32Array(count);
    const destinationPort = new Int32Array(count);
    for (let at = 0; at < count; at++) {
      const row = rowAt(at);
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

  private withoutBytes(count: number, rowAt: RowAt): Partial<EventBatch> {
    if (this.columns.columns.length === 0) return {};
    this.columns.begin(count);
    for (let at = 0; at < count; at++) this.columns.look(at, rowAt(at));
    return { columns: this.columns.columns, columnValues: this.columns.taken() };
  }

  private async withBytes(count: number, rowAt: RowAt): Promise<Partial<EventBatch>> {
    const { packets } = this.tables;
    const payload = this.needs.payload ? new ByteParts(count) : undefined;
    const header = this.needs.header ? new ByteParts(count) : undefined;
    this.columns.begin(count);
    for (let at = 0; at < count;)
      for (const bytes of await readPackets(this.bytes, packets, this.rowsReadAtOnce(at, count, rowAt), MOST_BYTES)) {
        this.look(rowAt(at), at, bytes, payload, header);
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

  private look(row: number, at: number, bytes: Uint8Array, payload?: ByteParts, header?: ByteParts): void {
    const { packets, facts } = this.tables;
    const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
    this.places.look(row, bytes, linkType);
    this.columns.look(at, row);
    payload?.add(this.payloadOf(row, bytes));
    header?.add(this.places.header(EVENT_HEADER_BYTES));
    this.fields.look(at, bytes, linkType, packets.wireLength(row));
  }

  /** Rows from a place on whose captured bytes are read together; at least one. */
  private rowsReadAtOnce(from: number, count: number, rowAt: RowAt): number[] {
    const { packets } = this.tables;
    const rows: number[] = [];
    for (let at = from, bytes = 0; at < count && bytes < READ_AT_ONCE; at++) {
      rows.push(rowAt(at));
      bytes += packets.capturedLength(rowAt(at));
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

type Plain = Pick<EventBatch, 'timeNs' | 'payloadLength' | 'flow' | 'tcpFlags' | 'marks'>;

/** Columns that are the table's own. */
function slicedColumns({ timeNs, payloadSize, flow, tcpFlags, marks }: PacketTable, from: number, to: number): Plain {
  return {
    timeNs: timeNs.slice(from, to),
    payloadLength: payloadSize.slice(from, to),
    flow: flow.slice(from, to),
    tcpFlags: tcpFlags.slice(from, to),
    marks: marks.slice(from, to),
  };
}

/** The same in another order. */
function pickedColumns({ timeNs, payloadSize, flow, tcpFlags, marks }: PacketTable, rows: Int32Array): Plain {
  return {
    timeNs: Float64Array.from(rows, (row) => timeNs[row]),
    payloadLength: Uint16Array.from(rows, (row) => payloadSize[row]),
    flow: Int32Array.from(rows, (row) => flow[row]),
    tcpFlags: Uint8Array.from(rows, (row) => tcpFlags[row]),
    marks: Uint8Array.from(rows, (row) => marks[row]),
  };
}
