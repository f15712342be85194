/**
 * Bytes of several files have one address space: file k begins at k times the span, so that places rise within a file
 * and tell their file. Exact for 8,192 files of up to 1 TiB each, inflated.
 */
const FILE_SPAN = 2 ** 40;

/** Place of the first byte of a file. */
export function firstByteOf(file: number): number {
  return file * FILE_SPAN;
}

/** The file in which a place lies. */
export function fileAt(place: number): number {
  return Math.floor(place / FILE_SPAN);
}

/** Byte of its file at which a place lies. */
export function offsetInFile(place: number): number {
  return place % FILE_SPAN;
}
