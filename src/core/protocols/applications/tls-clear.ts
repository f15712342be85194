/**
 * Whether a handshake record is clear or encrypted, told by the record alone. Clear messages fill their record exactly
 * (RFC 5246 section 6.2.1, RFC 8446 section 5.1); what is encrypted carries nonce, check value or padding besides, and no
 * type or length stands where a message would have it.
 */
import type { LayerReader } from '../reading/layer-reader.ts';
import { TLS_HANDSHAKES } from './tls-names.ts';

/** Type and length of a message. */
const HEADER = 4;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
/** First bytes of versions in hellos: of all standards, and of the drafts of TLS 1.3. */
const MAJOR_VERSIONS: ReadonlySet<number> = new Set([3, 0x7f]);
/** Lengths of messages that have no other: Hello Request, End of Early Data, Server Hello Done, Key Update. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [0, 0],
  [5, 0],
  [14, 0],
  [24, 1],
]);
/** Who cuts messages into records makes none smaller, but the last (RFC 6066 section 4). */
const LEAST_FRAGMENT = 512;

/**
 * True if what comes next in the layer is a record of clear messages, as far as it was captured.
 * @param size bytes of the record by its header
 * @param changed after a Change Cipher Spec, which only a second Client Hello follows in clear (RFC 8446 section D.4)
 */
export function areClear(layer: LayerReader, size: number, changed: boolean): boolean {
  if (changed && layer.peek() !== CLIENT_HELLO) return false;
  let ahead = 0;
  while (ahead < size) {
    if (ahead + HEADER > size) return false;
    if (ahead + HEADER > layer.left) return true;
    if (!isMessage(layer, ahead)) return false;
    const end = ahead + HEADER + layer.peek16(ahead + 2);
    if (end > size) return !changed && mayGoOn(layer, ahead, size);
    ahead = end;
  }
  return true;
}

/** A known type and a length that it can have; 64 KiB and more are not believed. */
function isMessage(layer: LayerReader, ahead: number): boolean {
  const type = layer.peek(ahead);
  const length = layer.peek16(ahead + 2);
  if (!TLS_HANDSHAKES.has(type) || layer.peek(ahead + 1) !== 0) return false;
  return (LENGTHS.get(type) ?? length) === length && (!isHello(type) || hasVersion(layer, ahead));
}

function isHello(type: number): boolean {
  return type === CLIENT_HELLO || type === SERVER_HELLO;
}

/** Of a hello; one that was not captured is believed. */
function hasVersion(layer: LayerReader, ahead: number): boolean {
  const major = layer.peek(ahead + HEADER);
  return major < 0 || MAJOR_VERSIONS.has(major);
}

/** True if a message may go on in the next record. */
function mayGoOn(layer: LayerReader, ahead: number, size: number): boolean {
  return size >= LEAST_FRAGMENT || isHello(layer.peek(ahead));
}
