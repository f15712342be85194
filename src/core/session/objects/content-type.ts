/* oxlint-disable no-control-regex -- the patterns are bytes of files, a character each */
import { latin1 } from '../../../base/text.ts';

/** Bytes at the beginning of an object by which its type is told. */
export const MAGIC_BYTES = 512;

/** First bytes, a character each, and the type that they tell; more telling ones first (WHATWG MIME Sniffing, file(1)). */
const MAGIC: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'application/pdf'],
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
  [/^RIFF[^]{4}WAVE/, 'audio/wav'],
  [/^RIFF[^]{4}AVI /, 'video/avi'],
  [/^BM[^]{12}(?:\x28|\x6c|\x7c|\x0c)\0\0\0/, 'image/bmp'],
  [/^\0\0\x01\0/, 'image/x-icon'],
  [/^(?:II\*\0|MM\0\*)/, 'image/tiff'],
  [/^PK\x03\x04[^]{26}(?:\[Content_Types\]|word\/|xl\/|ppt\/)/, 'application/vnd.openxmlformats'],
  [/^PK(?:\x03\x04|\x05\x06)/, 'application/zip'],
  [/^\x1f\x8b\x08/, 'application/gzip'],
  [/^BZh[1-9]/, 'application/x-bzip2'],
  [/^\xfd7zXZ\0/, 'application/x-xz'],
  [/^7z\xbc\xaf\x27\x1c/, 'application/x-7z-compressed'],
  [/^Rar!\x1a\x07/, 'application/x-rar'],
  [/^\x28\xb5\x2f\xfd/, 'application/zstd'],
  [/^[^]{257}ustar/, 'application/x-tar'],
  [/^MSCF\0\0\0\0/, 'application/vnd.ms-cab-compressed'],
  [/^MZ/, 'application/x-dosexec'],
  [/^\x7fELF/, 'application/x-elf'],
  [/^(?:\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf])/, 'application/x-mach-o'],
  [/^\xca\xfe\xba\xbe/, 'application/java-vm'],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, 'application/x-ole-storage'],
  [/^\{\\rtf/, 'application/rtf'],
  [/^[FC]WS[\x01-\x30]/, 'application/x-shockwave-flash'],
  [/^\0asm/, 'application/wasm'],
  [/^OggS/, 'application/ogg'],
  [/^(?:ID3|\xff[\xfb\xf3\xf2])/, 'audio/mpeg'],
  [/^fLaC/, 'audio/flac'],
  [/^[^]{4}ftyp/, 'video/mp4'],
  [/^\x1aE\xdf\xa3/, 'video/webm'],
  [/^FLV\x01/, 'video/x-flv'],
  [/^wOF[F2]/, 'font/woff'],
  [/^(?:\0\x01\0\0\0|OTTO)/, 'font/sfnt'],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml/, 'text/xml'],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|script|title|table|div|iframe)\b/i, 'text/html'],
  [/^(?:\xef\xbb\xbf)?\s*<svg\b/i, 'image/svg+xml'],
  [/^#!/, 'text/x-script'],
  [/^\s*(?:\{\s*"|\{\s*\}|\[\s*[{["\d])/, 'application/json'],
];

/** Type by an object's first bytes; text where none of them is a control, empty where nothing is told. */
export function contentType(head: Uint8Array): string {
  if (head.length === 0) return '';
  const text = latin1(head, 0, MAGIC_BYTES);
  const known = MAGIC.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  return /^[\t\n\f\r\x1b\x20-\x7e\x80-\xff]*$/.test(text) ? 'text/plain' : '';
}
