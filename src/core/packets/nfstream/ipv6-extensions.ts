import { short } from '../../../base/bytes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';

/**
 * IPv6 extension headers by nDPI's rules (ndpi_handle_ipv6_extension_headers), its lengths counted as it counts them. AH
 * and ESP are not walked.
 */
export class ExtensionWalker {
  /** Protocol after the last header walked. */
  protocol = 0;
  /** Where the transport header begins. */
  transport = 0;
  /** Transport length by the headers' word. */
  length = 0;
  /** The packet is a later fragment. */
  fragment = false;
  /** Where the fragment header begins; -1 without. */
  fragmentAt = -1;

  /** Walks from `at`. `captured`: captured bytes after the fixed header. False: ignored packet. */
  walk(bytes: Uint8Array, at: number, captured: number, payloadLength: number, nextHeader: number): boolean {
    this.protocol = nextHeader;
    this.transport = at;
    this.length = payloadLength;
    this.fragment = false;
    this.fragmentAt = -1;
    let left = captured;
    while (left > 1 && isExtension(this.protocol)) {
      if (this.protocol === IpProtocol.NO_NEXT_HEADER) return false;
      const used =
        this.protocol === IpProtocol.FRAGMENT ? this.fragmentHeader(bytes, left) : this.plainHeader(bytes, left);
      if (used < 0) return false;
      left -= used;
    }
    return true;
  }

  /** Fixed 8 bytes (counted as 5 against the captured length, as nDPI does). Returns the bytes used, or -1. */
  private fragmentHeader(bytes: Uint8Array, left: number): number {
    if (this.length < 8 || left < 5) return -1;
    this.fragmentAt = this.transport;
    this.fragment = short(bytes, this.transport + 2) >> 3 !== 0;
    if (this.fragment) return -1;
    this.advance(bytes, 8);
    return 5;
  }

  private plainHeader(bytes: Uint8Array, left: number): number {
    if (this.length < 2 || left < 2) return -1;
    const size = bytes[this.transport + 1] * 8 + 8;
    if (size > left || this.length < size) return -1;
    this.advance(bytes, size);
    return size;
  }

  private advance(bytes: Uint8Array, size: number): void {
    this.protocol = bytes[this.transport];
    this.transport += size;
    this.length -= size;
  }
}

function isExtension(protocol: number): boolean {
  switch (protocol) {
    case IpProtocol.HOP_BY_HOP:
    case IpProtocol.ROUTING:
    case IpProtocol.FRAGMENT:
    case IpProtocol.NO_NEXT_HEADER:
    case IpProtocol.DESTINATION:
    case IpProtocol.MOBILITY:
      return true;
    default:
      return false;
  }
}
