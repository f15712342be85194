import { CaptureFacts } from './capture/capture-facts.ts';
import { openCapture } from './capture/open.ts';
import { flowEnds, flowExtent, flowRows, flowShape, type FlowExtent } from './flows/flow-rows.ts';
import { packKey } from './flows/conversations.ts';
import { FlowMeter } from './flows/meter.ts';
import type { CaptureSummary } from './model/capture-info.ts';
import type { Rows } from './model/column.ts';
import type { Reply } from './model/failure.ts';
import { FlowlessReason, PacketMark } from './model/packet-table.ts';
import type { MeterParameters } from './model/parameters.ts';
import type { ProblemCode } from './model/problem.ts';
import type { FlowShape } from './model/question.ts';
import type { ByteStream, RecordSink } from './model/reader.ts';
import { AddressFamily, AddressStore } from './packets/address-store.ts';
import { EndsCache } from './packets/ends-cache.ts';
import { PacketDecoder } from './packets/packet-decoder.ts';
import { packetRows, type PacketSources } from './packets/packet-rows.ts';
import { PacketStore, StrayStore } from './packets/packet-store.ts';
import { nameStray } from './packets/stray-decoder.ts';

/**
 * The only file that joins the stages.
 *
 *   1 capture   bytes -> records                      anew when another file is opened
 *   2 packets   record -> row of the packet table     with 1
 *   3 flows     decoded packet -> flow record         with 1, or when a meter parameter changes
 *   4 query     tables + question -> rows, bins       when a table or a question changes (src/core/query)
 *
 * 1 to 3 happen in one pass: `readCapture` pulls pieces of the file, the container reader calls `packet` for each
 * record, and that one call decodes it, meters it and writes its row.
 */

/** What stops and watches a reading. */
export interface ReadingHooks {
  /** Called after each piece with the number of (inflated) bytes taken in so far. True: stop here. */
  onPiece?(bytes: number): boolean;
  /** Given every piece of a compressed capture after inflating, from the first byte on. */
  onInflated?(piece: Uint8Array): void;
  /** Packets that it refuses are not there: they have no row, are not counted, and do not move the meter's clock. */
  readonly packetFilter?: PacketFilter | undefined;
}

/** A test of a packet's bytes: core/pcap-filter has one. */
export interface PacketFilter {
  accepts(bytes: Uint8Array, start: number, captured: number, wire: number, linkType: number): boolean;
}

/** Everything that one pass leaves behind of packets and flows. `keepPackets` false: only flows, given away at expiry. */
export class Analysis implements RecordSink {
  readonly addresses = new AddressStore();
  readonly packets: PacketStore;
  readonly strays = new StrayStore();
  readonly meter: FlowMeter;
  readonly flows: Rows;
  readonly packetTable: Rows;
  readonly sources: PacketSources;
  facts = new CaptureFacts('', 0);
  private readonly decoder: PacketDecoder;
  private packetFilter: PacketFilter | undefined;
  private bytesRead = 0;
  /** Snaplen of the first interface. */
  private snaplen = 0;
  /** The packet at hand. */
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  /** Link type by interface; -1 where packets are not metered. */
  private meteredLinkTypes: number[] = [];

  constructor(
    private readonly parameters: MeterParameters,
    private readonly keepPackets = true,
    onExpiry: (record: number) => void = () => undefined,
  ) {
    this.packets = new PacketStore(() => this.expectedPackets());
    this.decoder = new PacketDecoder(parameters.decodeTunnels);
    this.meter = new FlowMeter(parameters, { onOpen: (record) => this.nameLinks(record), onExpiry }, !keepPackets);
    this.flows = flowRows(this.meter, this.addresses, parameters);
    const { packets, strays, addresses } = this;
    this.sources = { packets, strays, addresses, ends: new EndsCache(flowEnds(this.meter)) };
    this.packetTable = packetRows(this.sources);
  }

  /**
   * Reads one capture to its end; several calls are one stream for the meter, as a list of files is in NFStream. A
   * failure means that nothing of it could be read; later faults are problems of the summary. Call `finish` at the end.
   */
  async read(source: ByteStream, name: string, fileBytes: number, hooks: ReadingHooks = {}): Promise<Reply<true>> {
    this.facts = new CaptureFacts(name, fileBytes);
    this.meteredLinkTypes = [];
    this.packetFilter = hooks.packetFilter;
    this.bytesRead = 0;
    const opened = await openCapture(source, this);
    if (!opened.ok) return opened;
    const { reader, stream, head, rest, compression, fault } = opened.value;
    this.facts.compression = compression;
    this.facts.container = reader.info;
    const inflated = compression !== 'none' ? hooks.onInflated : undefined;
    inflated?.(head);
    let piece: Uint8Array | undefined = rest;
    while (piece !== undefined) {
      this.bytesRead += piece.length;
      const more = reader.push(piece);
      this.facts.container = reader.info;
      if (!more) break;
      if (hooks.onPiece?.(this.bytesRead) === true) {
        this.facts.stopped = true;
        return { ok: true, value: true };
      }
      piece = await stream.next();
      if (piece !== undefined) inflated?.(piece);
    }
    if (piece === undefined) this.endOfInput(() => reader.end(), fault());
    this.facts.complete = true;
    return { ok: true, value: true };
  }

  /** Ends all open flows; the tables are final then. */
  finish(): void {
    this.meter.finish();
    this.meter.splt.trim();
    this.packets.trim();
  }

  /** What is known now. */
  summary(): CaptureSummary {
    return this.facts.summary(this.keepPackets ? this.meter.records.length : this.meter.expired);
  }

  /** First and last packet row of a flow, and how many packets it has. */
  extent(flow: number): FlowExtent {
    return flowExtent(this.meter, flow);
  }

  /** The first packets of a flow, at most `most` and no more than SPLT keeps (parameters.spltAnalysis). */
  shape(flow: number, most: number): FlowShape {
    return flowShape(this.meter, flow, most);
  }

  interface(linkType: number, snaplen: number, name: string | undefined): void {
    const first = this.facts.interfaces[0];
    if (first === undefined) this.snaplen = believedSnaplen(snaplen);
    this.facts.addInterface(linkType, snaplen, name);
    const metered =
      this.parameters.everyInterface ||
      first === undefined ||
      (first.linkType === linkType && believedSnaplen(first.snaplen) === believedSnaplen(snaplen));
    this.meteredLinkTypes.push(metered ? linkType : -1);
  }

  problem(code: ProblemCode, offset: number, facts: readonly number[]): void {
    this.facts.addProblem(code, offset, facts);
  }

  packet(
    bytes: Uint8Array,
    start: number,
    captured: number,
    wire: number,
    seconds: number,
    nanoseconds: number,
    fileOffset: number,
    interfaceNumber: number,
  ): void {
    const { linkType: ownLinkType } = this.facts.interfaces[interfaceNumber];
    if (this.packetFilter?.accepts(bytes, start, this.seen(captured), wire, ownLinkType) === false) return;
    const timeNs = this.facts.addPacket(captured, wire, seconds, nanoseconds, interfaceNumber);
    const linkType = this.meteredLinkTypes[interfaceNumber];
    const reason =
      linkType < 0 ? FlowlessReason.OtherInterface : this.decoder.decode(bytes, start, this.seen(captured), linkType);
    if (reason === FlowlessReason.LinkType) this.reportLinkType(interfaceNumber, fileOffset);
    const row = this.keepPackets ? this.packets.add() : this.facts.packets - 1;
    const flow =
      reason === FlowlessReason.None
        ? this.meterPacket(bytes, start, wire, seconds * 1000 + Math.floor(nanoseconds / 1e6), row)
        : this.leaveOut(bytes, start, captured, interfaceNumber, reason, row);
    if (!this.keepPackets) return;
    const { packets } = this;
    packets.timeNs[row] = timeNs;
    packets.offset[row] = fileOffset;
    packets.capturedLength[row] = captured;
    packets.wireLength[row] = wire;
    packets.setInterface(row, interfaceNumber);
    packets.flow[row] = flow;
    if (row > 0 && timeNs < packets.timeNs[row - 1]) packets.marks[row] |= PacketMark.OutOfOrder;
  }

  /** libpcap, and so NFStream, sees no more of a pcap record than the file's snaplen. */
  private seen(captured: number): number {
    const { facts } = this;
    return facts.container.format === 'pcap' ? Math.min(captured, this.snaplen) : captured;
  }

  /** Hands the decoded packet to the meter; returns the flow's record. */
  private meterPacket(bytes: Uint8Array, start: number, wire: number, timeMs: number, row: number): number {
    const { packet } = this.decoder;
    const { addresses, meter } = this;
    this.bytes = bytes;
    this.start = start;
    const v6 = packet.ipVersion === 6;
    const source = v6
      ? addresses.intern(AddressFamily.Ipv6, packet.source0, packet.source1, packet.source2, packet.source3)
      : addresses.internIpv4(packet.source0);
    const destination = v6
      ? addresses.intern(
          AddressFamily.Ipv6,
          packet.destination0,
          packet.destination1,
          packet.destination2,
          packet.destination3,
        )
      : addresses.internIpv4(packet.destination0);
    const key = packKey(packet.protocol, packet.ipVersion, packet.vlan, packet.tunnel);
    const record = meter.add(
      source,
      destination,
      packet.sourcePort,
      packet.destinationPort,
      key,
      timeMs,
      this.accountedSize(wire),
      packet.tcpFlags,
      row,
    );
    if (this.keepPackets) this.writeDecoded(row, meter.direction);
    return record;
  }

  /** Gives a new record the MACs of the packet at hand. */
  private nameLinks(record: number): void {
    const { sourceMac, destinationMac } = this.decoder.packet;
    if (sourceMac < 0) return;
    const { addresses, bytes, start } = this;
    const source = addresses.internMac(bytes, start + sourceMac);
    this.meter.setMacs(record, source, addresses.internMac(bytes, start + destinationMac));
  }

  /** NFStream's four sizes; the link size is kept in 16 bits there. */
  private accountedSize(wire: number): number {
    const { packet } = this.decoder;
    switch (this.parameters.accountingMode) {
      case 0:
        return wire & 0xffff;
      case 1:
        return packet.ipSize;
      case 2:
        return packet.transportSize;
      case 3:
        return packet.payloadSize;
    }
  }

  private writeDecoded(row: number, direction: number): void {
    const { packets } = this;
    const { packet } = this.decoder;
    packets.transportSize[row] = packet.transportSize;
    packets.payloadSize[row] = packet.payloadSize;
    packets.transportOffset[row] = packet.transportOffset;
    packets.tcpFlags[row] = packet.tcpFlags;
    packets.protocol[row] = packet.protocol;
    packets.marks[row] = direction | (packet.ipVersion === 6 ? PacketMark.Ipv6 : PacketMark.Ipv4);
  }

  /** A packet that NFStream ignores: counted by reason, named for its row. Returns -1, no flow. */
  private leaveOut(
    bytes: Uint8Array,
    start: number,
    captured: number,
    interfaceNumber: number,
    reason: FlowlessReason,
    row: number,
  ): number {
    this.facts.addFlowless(reason);
    if (!this.keepPackets) return -1;
    this.packets.reason[row] = reason;
    const { linkType } = this.facts.interfaces[interfaceNumber];
    const names = nameStray(bytes, start, captured, linkType, reason, this.addresses);
    this.strays.add(row, names.source, names.destination, names.label);
    return -1;
  }

  /** Once per interface. */
  private reportLinkType(interfaceNumber: number, fileOffset: number): void {
    const { linkType, packets } = this.facts.interfaces[interfaceNumber];
    if (packets === 1) this.facts.addProblem('unknown-link-type', fileOffset, [linkType]);
  }

  private endOfInput(reportCut: () => void, fault: string | undefined): void {
    reportCut();
    if (fault !== undefined) this.facts.addProblem('broken-compression', this.bytesRead, []);
  }

  /** Packets in the whole file if it goes on as it began; a little more, so that the tables grow once. */
  private expectedPackets(): number {
    const { fileBytes, compression, packets } = this.facts;
    if (compression !== 'none' || fileBytes === 0 || this.bytesRead === 0) return packets * 1.5;
    return Math.ceil((packets * 1.005 * fileBytes) / this.bytesRead);
  }
}

/** libpcap's view of a snaplen: 0 and absurd values mean its largest. */
function believedSnaplen(snaplen: number): number {
  return snaplen === 0 || snaplen > 0x7fffffff ? 262_144 : snaplen;
}
