/** Numbers with which frames begin, read little-endian (LZ4 Frame Format Description 1.6.2). */
export const LZ4_FRAME = 0x184d2204;
export const LZ4_LEGACY_FRAME = 0x184c2102;

/** True for the sixteen numbers of frames that hold no data; they are those of Zstandard, too. */
export function isSkippable(magic: number): boolean {
  return magic >>> 4 === 0x184d2a5;
}
