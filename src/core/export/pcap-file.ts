import type { PacketRecord } from '../model/export.ts';
import type { Failure } from '../model/failure.ts';
import { ETHERNET } from '../model/link-types.ts';
import { LARGEST_SNAPLEN } from '../model/snaplen.ts';
import { BytePieces, type TakeBytes } from './byte-pieces.ts';
import type { CaptureDescription, PacketFile, WrittenInterface } from './packet-file.ts';
import { unfit, unfitLinkType } from './unfit.ts';
import { wholeTime } from './whole-time.ts';

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
/** Of the header's field, the upper six bits mean something else. */
const LARGEST_LINK_TYPE = 0x03ff_ffff;
const LAST_SECOND = 0xffff_ffff;

/**
 * Writes pcap (draft-ietf-opsawg-pcap), little-endian, version 2.4: one interface, times from 1970 to 2106, no comments
 * and no names.
 */
export class PcapFile implements PacketFile {
  commentsLeftOut = 0;
  private readonly out: BytePieces;
  private interfaces: readonly WrittenInterface[] = [];
  /** Number of the interface whose file it is. */
  private number: number | undefined;
  private nanoseconds = false;

  constructor(take: TakeBytes) {
    this.out = new BytePieces(take);
  }

  describe({ interfaces }: CaptureDescription): void {
    this.interfaces = interfaces;
  }

  packet({ bytes, wireLength, seconds, nanoseconds, from, comments }: PacketRecord): Failure | undefined {
    const fault = this.number === from ? undefined : this.begin(from);
    if (fault !== undefined) return fault;
    const time = wholeTime(seconds, nanoseconds);
    if (time.seconds < 0 || time.seconds > LAST_SECOND)
      return unfit('pcap holds times from 1970 to 2106 only, and a packet has another one');
    const fraction = this.nanoseconds ? time.nanoseconds : Math.floor(time.nanoseconds / 1000);
    this.out.u32(time.seconds).u32(fraction).u32(bytes.length).u32(wireLength).bytes(bytes);
    this.commentsLeftOut += comments.length;
    return undefined;
  }

  finish(): void {
    if (this.number === undefined) this.header(this.interfaces[0]);
    this.out.flush();
  }

  /** The first packet decides whose file it is. */
  private begin(from: number): Failure | undefined {
    const { linkType } = this.interfaces[from];
    if (this.number !== undefined)
      return unfit(
        this.interfaces[this.number].linkType === linkType
          ? 'pcap holds one interface, and these packets come from several; pcapng holds them'
          : 'pcap holds one link type, and these packets have several; pcapng holds them',
      );
    const fault = unfitLinkType(linkType, LARGEST_LINK_TYPE);
    if (fault !== undefined) return fault;
    this.number = from;
    this.header(this.interfaces[from]);
    return undefined;
  }

  private header(from: WrittenInterface | undefined): void {
    const { snaplen = 0, linkType = ETHERNET, cutsAtSnaplen = false, nanoseconds = false } = from ?? {};
    this.nanoseconds = nanoseconds;
    this.out
      .u32(nanoseconds ? NANOSECONDS : MICROSECONDS)
      .u16(2)
      .u16(4)
      .u32(0)
      .u32(0)
      // Readers cut packets to a pcap's snaplen: one from another container must not begin to be.
      .u32(cutsAtSnaplen && snaplen > 0 ? snaplen : Math.max(snaplen, LARGEST_SNAPLEN))
      .u32(linkType);
  }
}
