import { LongHeader } from './long-header.ts';
import { quicVersion, type LongType, type QuicVersion } from './versions.ts';

/** A QUIC packet with a long header, still protected (RFC 9000 section 17.2). */
export interface LongPacket {
  readonly kind: LongType;
  readonly version: QuicVersion;
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  /** From its first byte to its end. */
  readonly bytes: Uint8Array;
  /** Where its packet number begins. */
  readonly numberAt: number;
}

/** A packet with a short header, or the rest of a datagram that begins like one. */
export interface ShortPacket {
  readonly kind: 'short';
  readonly bytes: Uint8Array;
}

/**
 * Cuts a datagram into its packets (RFC 9000 section 12.2). What is of an unknown version, or damaged, ends it.
 * @param known the version of a number, undefined: not to be read
 */
export function* splitDatagram(datagram: Uint8Array, known = quicVersion): Generator<LongPacket | ShortPacket> {
  for (let at = 0; at < datagram.length;) {
    const rest = datagram.subarray(at);
    // The fixed bit says nothing: who has agreed on it may set it as it likes (RFC 9287).
    if (rest[0] === 0 && rest.every((byte) => byte === 0)) return;
    if ((rest[0] & 0x80) === 0) {
      yield { kind: 'short', bytes: rest };
      return;
    }
    const packet = readLong(rest, known);
    if (packet === undefined) return;
    yield packet;
    at += packet.bytes.length;
  }
}

/** True if a datagram begins with a long header of a version that is supported. */
export function beginsQuic(datagram: Uint8Array): boolean {
  return datagram.length > 20 && (datagram[0] & 0xc0) === 0xc0 && readLong(datagram, quicVersion) !== undefined;
}

const header = new LongHeader();

function readLong(rest: Uint8Array, known: (version: number) => QuicVersion | undefined): LongPacket | undefined {
  const hasIds = header.read(rest, 0, rest.length);
  const version = known(header.version);
  if (!hasIds || version === undefined) return undefined;
  const kind = version.types[header.type];
  const destination = rest.subarray(header.destinationAt, header.destinationEnd);
  const source = rest.subarray(header.sourceAt, header.sourceEnd);
  const ids = { kind, version, destination, source };
  if (kind === 'retry') return { ...ids, bytes: rest, numberAt: header.sourceEnd };
  if (!header.readLength(kind === 'initial') || header.isCut) return undefined;
  return { ...ids, bytes: rest.subarray(0, header.end), numberAt: header.numberAt };
}
