/** Texts in links: base64url of UTF-8, which no mail or chat program breaks. */

/** Longer texts are not put into links, which programs would cut. */
const MAX_CODE = 24_000;

/** Empty for an empty text, and for one that is too long for a link. */
export function encodeText(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_CODE) return '';
  return base64url(bytes);
}

/** Bytes as base64url (RFC 4648, section 5), without padding. */
export function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Undefined for a text that is not base64url. */
export function bytesOfBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  } catch {
    return undefined; // a link that was cut or mistyped
  }
}

/** Undefined for an empty text and for one that is not base64url of UTF-8. */
export function decodeText(text: string): string | undefined {
  const bytes = bytesOfBase64url(text);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // a link that was cut or mistyped: the rest of it still counts
  }
}
