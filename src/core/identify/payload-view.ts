import { latin1 } from '../../base/text.ts';

/**
 * The packet that recognisers look at: one object that every packet overwrites. Offsets count from the first payload byte;
 * what was not captured reads as -1.
 */
export class PayloadView {
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the payload begins in `bytes`. */
  at = 0;
  /** Captured payload bytes of this packet. */
  size = 0;
  tcp = false;
  ipv6 = false;
  sourcePort = 0;
  destinationPort = 0;
  /** First words of the addresses, as DecodedPacket has them; destination3: the last of an IPv6 address. */
  source0 = 0;
  destination0 = 0;
  destination3 = 0;
  /** Which end of the conversation sent it, 0 or 1; the same for all records of it. */
  end = 0;
  fromClient = false;
  /** Capture time, whole seconds since 1970. */
  seconds = 0;
  tcpFlags = 0;
  /** Of TCP, unsigned. */
  sequence = 0;
  acknowledgement = 0;

  /** A byte. */
  u8(offset: number): number {
    return offset >= 0 && offset < this.size ? this.bytes[this.at + offset] : -1;
  }

  /** 16 bits, high byte first. */
  u16(offset: number): number {
    return offset + 2 <= this.size ? (this.bytes[this.at + offset] << 8) | this.bytes[this.at + offset + 1] : -1;
  }

  /** 24 bits, high byte first. */
  u24(offset: number): number {
    return offset + 3 <= this.size ? (this.u16(offset) << 8) | this.bytes[this.at + offset + 2] : -1;
  }

  /** 32 bits, high byte first. */
  u32(offset: number): number {
    return offset + 4 <= this.size ? this.u16(offset) * 0x10000 + this.u16(offset + 2) : -1;
  }

  /** 16 bits, low byte first. */
  le16(offset: number): number {
    return offset + 2 <= this.size ? this.bytes[this.at + offset] | (this.bytes[this.at + offset + 1] << 8) : -1;
  }

  /** 32 bits, low byte first. */
  le32(offset: number): number {
    return offset + 4 <= this.size ? this.le16(offset + 2) * 0x10000 + this.le16(offset) : -1;
  }

  /** True if these characters (Latin-1) stand at `offset`. */
  has(text: string, offset = 0): boolean {
    if (offset + text.length > this.size) return false;
    const from = this.at + offset;
    for (let index = 0; index < text.length; index++) {
      if (this.bytes[from + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  /** As `has`, whatever the case; `text` is in lower case. */
  hasAnyCase(text: string, offset = 0): boolean {
    if (offset + text.length > this.size) return false;
    const from = this.at + offset;
    for (let index = 0; index < text.length; index++) {
      const byte = this.bytes[from + index];
      const lower = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
      if (lower !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Where `text` stands at or behind `offset`; -1 for nowhere. */
  find(text: string, offset = 0, limit = this.size): number {
    const first = text.charCodeAt(0);
    const last = Math.min(limit, this.size) - text.length;
    for (let at = offset; at <= last; at++) {
      if (this.bytes[this.at + at] === first && this.has(text, at)) return at;
    }
    return -1;
  }

  /** Characters (Latin-1) from `offset` on, at most `length`. */
  text(offset: number, length: number): string {
    const from = this.at + Math.max(0, offset);
    const to = Math.min(this.at + this.size, this.at + offset + length);
    return latin1(this.bytes, from, Math.max(from, to));
  }

  /** True if its first bytes are characters of ASCII: what is said in lines begins so. */
  get isText(): boolean {
    const count = Math.min(4, this.size);
    for (let index = 0; index < count; index++) {
      const byte = this.bytes[this.at + index];
      if (byte > 0x7e || (byte < 0x20 && (byte < 0x09 || byte > 0x0d))) return false;
    }
    return true;
  }

  /** One of both ports. */
  usesPort(port: number): boolean {
    return this.sourcePort === port || this.destinationPort === port;
  }

  /** Sent to a multicast address, or to all of a network of IPv4. */
  get toMany(): boolean {
    const first = this.destination0 >>> 24;
    return this.ipv6 ? first === 0xff : (first & 0xf0) === 0xe0 || this.destination0 === -1;
  }
}
