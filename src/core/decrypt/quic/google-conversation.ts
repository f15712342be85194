import { hexBytes, latin1, shownLine } from '../../../base/text.ts';
import type { Decryption } from '../../model/decryption.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { readGoogleHello } from '../../quic/google-hello.ts';
import { splitDatagram } from '../../quic/split-datagram.ts';
import { googleVersion, initialVersion, isOldGoogle, Q050 } from '../../quic/versions.ts';
import type { SecureListener } from '../listener.ts';
import { initialKeys, openPacket } from './packet-keys.ts';

/** Bytes of a tag's value that are told as digits, and characters of one that is text. */
const MOST_DIGITS = 16;
const MOST_TEXT = 200;

/**
 * Reads what is in clear of a flow of Google's own QUIC: the client's hello, by its tags. Up to Q046 it stands open in the datagram, in
 * Q050 behind the protection of Initial packets. All else stays closed. Never throws.
 */
export class GoogleConversation {
  private version: number | undefined;
  private hasHello = false;

  constructor(private readonly listener: SecureListener) {}

  /** What is known so far; undefined if no datagram names one of Google's versions. */
  get facts(): Decryption | undefined {
    if (this.version === undefined) return undefined;
    const handshake = this.hasHello && ({ hasHandshake: true } as const);
    return { protocol: nameOf(this.version), cipher: '', works: false, ...handshake, why: 'version' };
  }

  /** Takes a datagram. */
  bytes(way: Way, packet: PacketIndex, datagram: Uint8Array): void {
    // Behind the first answer the client names the version no more.
    const version = googleVersion(datagram) ?? this.version;
    this.version ??= version;
    const clear = version === undefined ? undefined : clearBytes(datagram, version);
    const isHello = clear !== undefined && version !== undefined && this.tell(way, packet, clear, version);
    if (!isHello) this.listener.closed(way, packet, datagram.length, 'version', 'application');
  }

  /** Bytes of a datagram were not captured. */
  gap(): void {
    // What was not captured was told by who calls.
  }

  /** No more datagrams come. */
  finish(): void {
    // Nothing is held.
  }

  private tell(way: Way, packet: PacketIndex, bytes: Uint8Array, version: number): boolean {
    const tags: string[] = [];
    const hello = readGoogleHello(bytes, (name, from, to) => void tags.push(tagWords(bytes, name, from, to)));
    if (hello === undefined || tags.length === 0) return false;
    this.hasHello = true;
    const { at, end, length } = hello;
    const missing = at + length - end;
    const cut = missing > 0 ? `, ${missing} bytes of it are not in this packet` : '';
    this.listener.said(way, packet, 'handshake', `CHLO of ${nameOf(version)}, ${length} bytes${cut}`);
    for (const words of tags) this.listener.said(way, packet, 'handshake', words);
    this.listener.crypto?.(way, packet, 'initial', bytes.slice(at, end));
    return true;
  }
}

/** What is in clear of a datagram; undefined: nothing. */
function clearBytes(datagram: Uint8Array, version: number): Uint8Array | undefined {
  if (isOldGoogle(version)) return datagram;
  if (version !== Q050) return undefined;
  for (const part of splitDatagram(datagram, initialVersion)) {
    if (part.kind !== 'initial') continue;
    const keys = initialKeys(part.version, part.destination, 'client');
    return openPacket(keys, part.bytes, part.numberAt, -1)?.payload;
  }
  return undefined;
}

const nameOf = (version: number): string =>
  `Google QUIC ${String.fromCharCode(version >>> 24, (version >> 16) & 255, (version >> 8) & 255, version & 255)}`;

/** A tag and its value: text as it stands, few bytes as digits, of more how many. */
function tagWords(bytes: Uint8Array, name: number, from: number, to: number): string {
  const tag = shownLine(latin1(bytes, name, name + 4).replaceAll('\0', ''));
  const text = latin1(bytes, from, Math.min(to, from + MOST_TEXT));
  const size = Math.max(0, to - from);
  if (/^[\x20-\x7e]+$/.test(text) && !/^(.)\1{9,}$/.test(text)) return `${tag}: ${text}${size > MOST_TEXT ? '…' : ''}`;
  return size <= MOST_DIGITS ? `${tag}: ${hexBytes(bytes, from, from + size) || 'empty'}` : `${tag}: ${size} bytes`;
}
