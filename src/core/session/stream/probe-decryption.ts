import type { Secrets } from '../../decrypt/key-log.ts';
import type { ClosedReason, Decryption } from '../../model/decryption.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { DecryptingSink, quicDecryptor, tlsDecryptor, type Decryptor, type SecureSink } from './decrypting-sink.ts';
import { handshakeDecryptor } from './quic-handshake.ts';
import type { StreamSources } from './stream-sources.ts';
import { feedOf, readRows } from './read-flow.ts';

const UDP = 17;
/** Packets that are looked at until something encrypted is recognised, and until something of it is opened. */
const MOST_CLEAR = 64;
const MOST_CLOSED = 512;
/** What later packets do not change. */
const FOR_GOOD: readonly (ClosedReason | undefined)[] = ['no-keys', 'cipher', 'version', 'compressed'];

const NOTHING: SecureSink = {
  bytes: () => undefined,
  gap: () => undefined,
  note: () => undefined,
  told: () => undefined,
};

/** What decrypts a flow; `first` is its first packet. @param isHandshake of QUIC the messages of its handshake are wanted */
export function decryptorOf(
  { packets }: CaptureTables,
  first: PacketIndex,
  secrets: Secrets,
  isHandshake = false,
): Decryptor {
  if (isHandshake && packets.protocol[first] === UDP) return handshakeDecryptor(secrets);
  return packets.protocol[first] === UDP ? quicDecryptor(secrets) : tlsDecryptor(secrets);
}

/** Whether a flow is encrypted and can be read, by its beginning; undefined: nothing that could be decrypted was recognised. */
export async function probeDecryption(
  { tables, bytes, secrets }: Required<StreamSources>,
  rows: Int32Array,
  pause: () => boolean,
): Promise<Decryption | undefined> {
  const sink = new DecryptingSink(decryptorOf(tables, rows[0], secrets), NOTHING);
  const feed = feedOf(tables, rows[0], sink);
  let seen = 0;
  const take = (row: PacketIndex, captured: Uint8Array): boolean => {
    feed.packet(row, captured);
    const { facts } = sink;
    if (facts === undefined) return ++seen < MOST_CLEAR;
    const isOver = facts.works || (facts.cipher !== '' && FOR_GOOD.includes(facts.why));
    return !isOver && ++seen < MOST_CLOSED;
  };
  const first = rows.subarray(0, MOST_CLOSED);
  const read = await readRows(tables, bytes, first, take, pause);
  if (read === rows.length) {
    feed.finish();
    sink.finish();
  }
  return sink.facts;
}
