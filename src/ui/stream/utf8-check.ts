/** Pieces in which it is looked at: one of many megabytes would be made a text of them. */
const CHUNK = 65_536;

/** True if bytes are UTF-8; a last character may be cut off. */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = from; at < to; at += CHUNK)
      decoder.decode(bytes.subarray(at, Math.min(to, at + CHUNK)), { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
