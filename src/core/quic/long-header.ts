import { QuicReader } from './quic-reader.ts';

/** Most bytes of a connection ID (RFC 9000 section 17.2). */
export const MOST_ID = 20;

/**
 * Where the parts of a packet with a long header stand (RFC 9000 section 17.2, RFC 8999 section 5.1). One object reads one packet after
 * the other, so that nothing is allocated.
 */
export class LongHeader {
  version = 0;
  /** The two bits of its type, which versions number differently. */
  type = 0;
  destinationAt = 0;
  destinationEnd = 0;
  sourceAt = 0;
  /** Behind the source connection ID, up to which all versions are alike. */
  sourceEnd = 0;
  numberAt = 0;
  /** Behind the packet, or where the captured bytes end. */
  end = 0;
  /** The packet claims to be longer than what there is. */
  isCut = false;
  private readonly reader = new QuicReader();

  /** Reads up to the connection IDs of a packet that begins at `from`; false if they are not there, or longer than allowed. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    const reader = this.reader.begin(bytes, from, to);
    this.type = (reader.u8() >> 4) & 3;
    this.version = reader.u32();
    const destination = reader.u8();
    this.destinationAt = reader.at;
    reader.skip(destination);
    this.destinationEnd = reader.at;
    const source = reader.u8();
    this.sourceAt = reader.at;
    reader.skip(source);
    this.sourceEnd = reader.at;
    return !reader.isBroken && destination <= MOST_ID && source <= MOST_ID;
  }

  /** Reads on up to the packet number, which no Retry has. False if the header ends before it. */
  readLength(hasToken: boolean): boolean {
    const { reader } = this;
    if (hasToken) reader.skip(reader.varint());
    const length = reader.varint();
    this.numberAt = reader.at;
    this.isCut = length > reader.left;
    this.end = Math.min(reader.end, reader.at + length);
    return !reader.isBroken;
  }
}
