/** Texts in links: base64url of UTF-8, which no mail or chat program breaks. */

/** Longer texts are not put into links, which programs would cut. */
const MAX_CODE = 24_000;

/** Empty for an empty text, and for one that is too long for a link. */
export function encodeText(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_CODE) return '';
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Undefined for an empty text and for one that is not base64url of UTF-8. */
export function decodeText(text: string): string | undefined {
  if (text === '' || !/^[\w-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return undefined; // a link that was cut or mistyped: the rest of it still counts
  }
}
