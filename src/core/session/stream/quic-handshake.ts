import type { Secrets } from '../../decrypt/key-log.ts';
import type { QuicLevel, SecureListener } from '../../decrypt/listener.ts';
import type { Way } from '../../model/stream.ts';
import { quicDecryptor, type Decryptor } from './decrypting-sink.ts';

const LEVELS: Readonly<Record<QuicLevel, string>> = {
  initial: 'handshake in Initial packets',
  early: 'handshake in 0-RTT packets',
  handshake: 'handshake in Handshake packets',
  application: 'handshake in 1-RTT packets',
};

/**
 * Gives of QUIC the bytes of its handshake (CRYPTO frames) instead of what was said in streams: those of Initial packets, which are
 * protected by what stands in them, and those of other packets as far as there are secrets.
 */
export function handshakeDecryptor(secrets: Secrets): Decryptor {
  return (listener) => quicDecryptor(secrets)(handshakeOnly(listener));
}

function handshakeOnly(listener: SecureListener): SecureListener {
  const speaking: Record<Way, QuicLevel | undefined> = { 0: undefined, 1: undefined };
  return {
    data: () => undefined,
    said: (way, packet, kind, words) => {
      if (kind !== 'stream') listener.said(way, packet, kind, words);
    },
    crypto: (way, packet, level, bytes) => {
      if (speaking[way] !== level) listener.said(way, packet, 'stream', LEVELS[level]);
      speaking[way] = level;
      listener.data(way, packet, bytes);
    },
    // What other packets hold is not missed here.
    closed: (way, packet, length, why, level) => {
      if (level === 'initial' || level === 'handshake') listener.closed(way, packet, length, why);
    },
  };
}
