/** Formats that are recognised so that the refusal can name them. Magic bytes as published by each format's owner. */
const MAGICS: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['a Bluetooth log (btsnoop)', [0x62, 0x74, 0x73, 0x6e, 0x6f, 0x6f, 0x70, 0]],
  ['xz compression', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2 compression', [0x42, 0x5a, 0x68]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['IRIG 106 Chapter 10', [0x25, 0xeb]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
];

/** Name of a known format that is not read, or undefined. */
export function knownFormat(head: Uint8Array): string | undefined {
  return MAGICS.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
}
