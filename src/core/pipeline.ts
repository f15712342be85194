import type { CaptureFacts } from './capture/capture-facts.ts';
import type { CaptureInput } from './capture/file-reading.ts';
import { readFiles } from './capture/read-files.ts';
import { packKey, type Conversations } from './flows/conversations.ts';
import type { Identification } from './identification.ts';
import { copyHeaders, type Metering } from './metering.ts';
import type { CaptureOrder } from './model/capture-info.ts';
import type { CaptureNote, InterfaceWords } from './model/capture-notes.ts';
import type { Reply } from './model/failure.ts';
import { FlowlessReason, PacketMark } from './model/packet-table.ts';
import { readsHeaders } from './model/parameter-cost.ts';
import type { MeterParameters } from './model/parameters.ts';
import { firstByteOf } from './model/places.ts';
import type { ProblemCode } from './model/problem.ts';
import type { ByteStream, RecordSink } from './model/reader.ts';
import { believedSnaplen } from './model/snaplen.ts';
import { AddressFamily, type AddressStore } from './packets/table/address-store.ts';
import type { LinkPairs } from './packets/table/link-pairs.ts';
import { CloserLook } from './packets/beyond/closer-look.ts';
import { createDecoder } from './packets/beyond/create-decoder.ts';
import type { PacketDecoder } from './packets/nfstream/packet-decoder.ts';
import type { PacketStore, StrayStore } from './packets/table/packet-store.ts';
import { nameStray } from './packets/table/stray-decoder.ts';
import { tableBytes } from './table-bytes.ts';
import type { CaptureTables } from './tables.ts';

/**
 * The only file that joins the stages. What they leave behind are the tables of tables.ts, from which questions are
 * answered.
 *
 *   1 capture   bytes -> records                      anew when another file is opened
 *   2 packets   record -> row of the packet table     with 1
 *   3 flows     decoded packet -> flow record         with 1; from memory when a meter parameter changes (metering.ts)
 *   4 query     tables + question -> rows, bins       when a table or a question changes (src/core/query)
 *
 * 1 to 3 happen in one pass: `readFiles` pulls pieces of the files, the container reader calls `packet` for each
 * record, and that one call decodes it, meters it and writes its row.
 */

/** What stops and watches a reading. */
export interface ReadingHooks {
  /** Called after each piece with the number of (inflated) bytes taken in so far, and waited for. True: stop here. */
  onPiece?(bytes: number): boolean | Promise<boolean>;
  /** Memory that the tables may take; reading ends, with a problem, when they have more. */
  readonly mostBytes?: number;
  /** Given every piece of a compressed file after inflating, from the first byte on. `file`: row of the summary's files. */
  onInflated?(piece: Uint8Array, file: number): void;
  /** Packets that it refuses are not there: they have no row, are not counted, and do not move the meter's clock. */
  readonly packetFilter?: PacketFilter | undefined;
  /** Puts a sink before the reading's own, to see what it is given; it must hand everything on. */
  tap?(sink: RecordSink): RecordSink;
}

/** A test of a packet's bytes: core/pcap-filter has one. */
export interface PacketFilter {
  accepts(bytes: Uint8Array, start: number, captured: number, wire: number, linkType: number): boolean;
}

/** Reads files into tables: decodes, meters and keeps each record. One reading fills one `CaptureTables`. */
export class CaptureReading implements RecordSink {
  // What each packet needs lies here, one step away.
  private readonly keepPackets: boolean;
  private readonly parameters: MeterParameters;
  private readonly addresses: AddressStore;
  private readonly links: LinkPairs;
  private readonly packets: PacketStore;
  private readonly strays: StrayStore;
  private readonly facts: CaptureFacts;
  private readonly metering: Metering;
  private readonly identification: Identification | undefined;
  private readonly decoder: PacketDecoder;
  private readonly closerLook: CloserLook;
  /** Some features read more of the headers. */
  private readonly readsHeaders: boolean;
  private packetFilter: PacketFilter | undefined;
  private bytesRead = 0;
  /** Most bytes that are seen of a packet, by interface. */
  private readonly seenBytes: number[] = [];
  /** Link type by interface; -1 where packets are not metered. */
  private readonly meteredLinkTypes: number[] = [];

  /** @param tables into which nothing was read before; `tables.finish` is called when all has been read */
  constructor(readonly tables: CaptureTables) {
    const { parameters, packets } = tables;
    this.keepPackets = tables.keepsPackets;
    this.parameters = parameters;
    this.addresses = tables.addresses;
    this.links = tables.links;
    this.packets = packets;
    this.strays = tables.strays;
    this.facts = tables.facts;
    this.metering = tables.metering;
    this.identification = tables.identification;
    this.readsHeaders = readsHeaders(parameters);
    this.decoder = createDecoder(parameters, this.readsHeaders);
    this.closerLook = new CloserLook(parameters, this.decoder, tables.facts.further);
    packets.expected = () => this.expectedPackets();
  }

  /**
   * Reads one capture to its end; several calls are one stream for the meter, as a list of files is in NFStream. A
   * failure means that nothing of it could be read; later faults are problems of the summary.
   */
  read(stream: ByteStream, name: string, fileBytes: number, hooks: ReadingHooks = {}): Promise<Reply<true>> {
    return this.readAll([{ stream, name, fileBytes }], 'list', hooks);
  }

  /** Reads several captures as one, ordered by time or one after the other; otherwise as `read`. */
  readAll(inputs: readonly CaptureInput[], order: CaptureOrder, hooks: ReadingHooks = {}): Promise<Reply<true>> {
    this.packetFilter = hooks.packetFilter;
    const { resynchronise } = this.parameters;
    const before = this.bytesRead;
    return readFiles(inputs, order, {
      sink: hooks.tap?.(this) ?? this,
      facts: this.facts,
      hooks: { resynchronise, onInflated: (piece, file) => hooks.onInflated?.(piece, file) },
      onPiece: (bytes) => {
        this.bytesRead = before + bytes;
        return this.isFull(hooks.mostBytes) || (hooks.onPiece?.(bytes) ?? false);
      },
    });
  }

  private isFull(most = Infinity): boolean {
    const bytes = tableBytes(this.tables);
    if (bytes <= most) return false;
    const { packets, facts } = this;
    const place = packets.length > 0 ? packets.offset(packets.length - 1) : firstByteOf(facts.current);
    facts.addProblem('memory-full', place, [bytes, most]);
    return true;
  }

  interface(linkType: number, snaplen: number, name: string | undefined, words?: InterfaceWords): number {
    const { facts } = this;
    const first = facts.interfaces.at(facts.firstInterface[facts.current] ?? facts.interfaces.length);
    const metered =
      this.parameters.everyInterface ||
      first === undefined ||
      (first.linkType === linkType && believedSnaplen(first.snaplen) === believedSnaplen(snaplen));
    this.meteredLinkTypes.push(metered ? linkType : -1);
    this.seenBytes.push(words?.cutsAtSnaplen === true ? believedSnaplen(snaplen) : Infinity);
    return facts.addInterface(linkType, snaplen, name, words);
  }

  comment(comments: readonly string[]): void {
    this.facts.comment(comments);
  }

  note(note: CaptureNote): void {
    this.facts.addNote(note);
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
  ): boolean {
    const { linkType: ownLinkType } = this.facts.interfaces[interfaceNumber];
    // libpcap, and so NFStream, sees no more of a pcap record than the file's snaplen.
    const seen = Math.min(captured, this.seenBytes[interfaceNumber]);
    if (this.packetFilter?.accepts(bytes, start, seen, wire, ownLinkType) === false) return false;
    const timeNs = this.facts.addPacket(captured, wire, seconds, nanoseconds, interfaceNumber);
    const linkType = this.meteredLinkTypes[interfaceNumber];
    const reason =
      linkType < 0 ? FlowlessReason.OtherInterface : this.decoder.decode(bytes, start, seen, linkType, wire);
    if (reason === FlowlessReason.LinkType) this.reportLinkType(interfaceNumber, fileOffset);
    const row = this.keepPackets ? this.packets.add(fileOffset, captured, wire) : this.facts.packets - 1;
    const metered = this.metering.packet;
    metered.seconds = seconds;
    metered.nanoseconds = nanoseconds;
    metered.linkSize = wire;
    metered.row = row;
    const flow =
      reason === FlowlessReason.None
        ? this.meterPacket(bytes, start, seen, linkType)
        : this.leaveOut(bytes, start, captured, seen, interfaceNumber, reason, row);
    if (!this.keepPackets) return true;
    const { packets } = this;
    packets.setTime(row, timeNs, this.facts.farRest);
    packets.setInterface(row, interfaceNumber);
    packets.flow[row] = flow;
    if (row > 0 && timeNs < packets.timeNs[row - 1]) packets.marks[row] |= PacketMark.OutOfOrder;
    return true;
  }

  /** Hands the decoded packet to the meter; returns the flow's record. */
  private meterPacket(bytes: Uint8Array, start: number, seen: number, linkType: number): number {
    const { packet } = this.decoder;
    const { metering } = this;
    const metered = metering.packet;
    const v6 = packet.ipVersion === 6;
    const { conversations } = metering.meter;
    metered.conversation = v6 ? this.findIpv6(conversations) : this.findIpv4(conversations);
    metered.swapped = conversations.swapped;
    metered.ipSize = packet.ipSize;
    metered.transportSize = packet.transportSize;
    metered.payloadSize = packet.payloadSize;
    metered.protocol = packet.protocol;
    metered.tcpFlags = packet.tcpFlags;
    const { sourceMac, destinationMac } = packet;
    metered.linkPair = sourceMac < 0 ? 0 : this.links.find(bytes, start + sourceMac, start + destinationMac);
    if (this.readsHeaders) copyHeaders(packet, metered);
    const { network } = this.decoder;
    this.identification?.at(packet, bytes, start, start + seen, network, metered.swapped, metered.seconds);
    const record = metering.add(v6);
    if (this.keepPackets) {
      this.writeDecoded(metered.row, metering.meter.direction, metered.linkPair);
      const doubts = this.closerLook.inFlow(bytes, start, seen, linkType, metered.linkSize);
      if (doubts !== 0) this.tables.doubts.add(metered.row, record, doubts);
    }
    return record;
  }

  private findIpv4(conversations: Conversations): number {
    const { packet } = this.decoder;
    const { source0, destination0, sourcePort, destinationPort } = packet;
    const key = packKey(packet.protocol, 4, packet.vlan, packet.tunnel);
    const conversation = conversations.find(source0, destination0, sourcePort, destinationPort, key);
    if (conversations.added) {
      const { addresses } = this;
      conversations.setAddresses(conversation, addresses.internIpv4(source0), addresses.internIpv4(destination0));
    }
    return conversation;
  }

  private findIpv6(conversations: Conversations): number {
    const { packet } = this.decoder;
    const { source0, source1, source2, source3, destination0, destination1, destination2, destination3 } = packet;
    const source = this.addresses.intern(AddressFamily.Ipv6, source0, source1, source2, source3);
    const destination = this.addresses.intern(
      AddressFamily.Ipv6,
      destination0,
      destination1,
      destination2,
      destination3,
    );
    const key = packKey(packet.protocol, 6, packet.vlan, packet.tunnel);
    const conversation = conversations.find(source, destination, packet.sourcePort, packet.destinationPort, key);
    if (conversations.added) conversations.setAddresses(conversation, source, destination);
    return conversation;
  }

  private writeDecoded(row: number, direction: number, linkPair: number): void {
    const { packets } = this;
    const { packet } = this.decoder;
    packets.ipSize[row] = packet.ipSize;
    packets.setLinkPair(row, linkPair);
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
    seen: number,
    interfaceNumber: number,
    reason: FlowlessReason,
    row: number,
  ): number {
    this.facts.addFlowless(reason);
    if (!this.keepPackets) return -1;
    const { linkType } = this.facts.interfaces[interfaceNumber];
    const names = nameStray(bytes, start, captured, linkType, reason, this.addresses);
    const mayOpen = names.hasIp && reason !== FlowlessReason.OtherInterface;
    const { linkSize } = this.metering.packet;
    const further = mayOpen ? this.closerLook.stray(bytes, start, seen, linkType, linkSize, reason) : 0;
    this.strays.add(row, names.source, names.destination, names.label, reason, further);
    return -1;
  }

  /** Once per interface. */
  private reportLinkType(interfaceNumber: number, fileOffset: number): void {
    const { linkType, packets } = this.facts.interfaces[interfaceNumber];
    if (packets === 1) this.facts.addProblem('unknown-link-type', fileOffset, [linkType]);
  }

  /** Packets in the whole file if it goes on as it began; a little more, so that the tables grow once. */
  private expectedPackets(): number {
    const { files, packets } = this.facts;
    const fileBytes = files.reduce((sum, file) => sum + file.fileBytes, 0);
    const isPlain = files.every(({ compression }) => compression === 'none');
    if (!isPlain || fileBytes === 0 || this.bytesRead === 0) return packets * 1.5;
    return Math.ceil((packets * 1.005 * fileBytes) / this.bytesRead);
  }
}
