import { ByteReader } from './byte-reader.ts';
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

/** Cuts a datagram into its packets (RFC 9000 section 12.2). What is of an unknown version, or damaged, ends it. */
export function* splitDatagram(datagram: Uint8Array): Generator<LongPacket | ShortPacket> {
  for (let at = 0; at < datagram.length;) {
    const rest = datagram.subarray(at);
    // The fixed bit says nothing: who has agreed on it may set it as it likes (RFC 9287).
    if (rest[0] === 0 && rest.every((byte) => byte === 0)) return;
    if ((rest[0] & 0x80) === 0) {
      yield { kind: 'short', bytes: rest };
      return;
    }
    const packet = readLong(rest);
    if (packet === undefined) return;
    yield packet;
    at += packet.bytes.length;
  }
}

/** True if a datagram begins with a long header of a version that is supported. */
export function beginsQuic(datagram: Uint8Array): boolean {
  return datagram.length > 20 && (datagram[0] & 0xc0) === 0xc0 && readLong(datagram) !== undefined;
}

const MOST_ID = 20;

function readLong(rest: Uint8Array): LongPacket | undefined {
  const reader = new ByteReader(rest);
  const first = reader.u8();
  const version = quicVersion(reader.u32());
  if (version === undefined) return undefined;
  const destination = reader.take(reader.u8());
  const source = reader.take(reader.u8());
  if (destination.length > MOST_ID || source.length > MOST_ID) return undefined;
  const kind = version.types[(first >> 4) & 3];
  const ids = { kind, version, destination, source };
  if (kind === 'retry') return reader.isBroken ? undefined : { ...ids, bytes: rest, numberAt: reader.at };
  if (kind === 'initial') reader.take(reader.varint());
  const length = reader.varint();
  const numberAt = reader.at;
  if (reader.isBroken || length > reader.left) return undefined;
  return { ...ids, bytes: rest.subarray(0, numberAt + length), numberAt };
}
