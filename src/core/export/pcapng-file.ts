import { exactNs, floorDivided } from '../../base/exact-time.ts';
import type { PacketRecord } from '../model/export.ts';
import type { Failure } from '../model/failure.ts';
import { BytePieces, padded, type TakeBytes } from './byte-pieces.ts';
import type { CaptureDescription, PacketFile, WrittenInterface } from './packet-file.ts';
import {
  commentOptions,
  interfaceBody,
  LARGEST_LINK_TYPE,
  namesBody,
  secretsBody,
  sectionBody,
} from './pcapng-bodies.ts';
import { optionBytes } from './pcapng-options.ts';
import { unfit, unfitLinkType } from './unfit.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const NAME_RESOLUTION = 4;
const ENHANCED_PACKET = 6;
const DECRYPTION_SECRETS = 10;
/** Type and total length before the body, total length after it. */
const FRAME = 12;
const LARGEST_COUNT = (1n << 64n) - 1n;
/** How far LARGEST_COUNT reaches. */
const FINE_END = 'nanoseconds, as this capture counts, reach to the year 2554 in pcapng';
const COARSE_END = 'microseconds reach to the year 586524 in pcapng';

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng), little-endian: one section, an interface description for each interface of
 * the capture in its order, secrets and names before the packets, and an enhanced packet block for each packet, whatever
 * block it came from. Interface statistics are left out: they count the packets of the whole capture.
 */
export class PcapngFile implements PacketFile {
  readonly commentsLeftOut = 0;
  private readonly out: BytePieces;
  private begun = false;
  private interfaces: readonly WrittenInterface[] = [];
  private secrets = 0;
  private names = 0;

  constructor(take: TakeBytes) {
    this.out = new BytePieces(take);
  }

  describe({ interfaces, sections, names, secrets }: CaptureDescription): void {
    if (!this.begun) this.block(SECTION_HEADER, sectionBody(sections));
    this.begun = true;
    for (const from of interfaces.slice(this.interfaces.length)) this.block(INTERFACE_DESCRIPTION, interfaceBody(from));
    this.interfaces = interfaces;
    for (const secret of secrets.slice(this.secrets)) this.block(DECRYPTION_SECRETS, secretsBody(secret));
    this.secrets = secrets.length;
    if (names.length > this.names) this.block(NAME_RESOLUTION, namesBody(names.slice(this.names)));
    this.names = names.length;
  }

  packet({ bytes, wireLength, seconds, nanoseconds, from, comments }: PacketRecord): Failure | undefined {
    const { linkType, nanoseconds: fine } = this.interfaces[from];
    const fault = unfitLinkType(linkType, LARGEST_LINK_TYPE);
    if (fault !== undefined) return fault;
    const count = unitsSince1970(seconds, nanoseconds, fine);
    if (count < 0n) return unfit('pcapng counts time from 1970 on, and a packet is older');
    if (count > LARGEST_COUNT) return unfit(`${fine ? FINE_END : COARSE_END}, and a packet is later`);
    const options = optionBytes(commentOptions(comments));
    const length = 20 + padded(bytes.length) + options.length + FRAME;
    this.out
      .u32(ENHANCED_PACKET)
      .u32(length)
      .u32(from)
      .u32(Number(count >> 32n))
      .u32(Number(count & 0xffff_ffffn))
      .u32(bytes.length)
      .u32(wireLength)
      .bytes(bytes, 4)
      .bytes(options)
      .u32(length);
    return undefined;
  }

  finish(): void {
    if (!this.begun) this.block(SECTION_HEADER, sectionBody([]));
    this.out.flush();
  }

  private block(type: number, body: Uint8Array): void {
    const length = body.length + FRAME;
    this.out.u32(type).u32(length).bytes(body).u32(length);
  }
}

/** The count that an interface's if_tsresol of 9 or 6 stands for. */
function unitsSince1970(seconds: number, nanoseconds: number, fine: boolean): bigint {
  const time = exactNs({ seconds, nanoseconds });
  return fine ? time : floorDivided(time, 1000n);
}
