/**
 * What a ByteSource rejects with when bytes that were there cannot be had any more: the file was moved, changed or cut, or
 * its disk is gone. Whoever asks answers `unreadable`; everything that is in memory goes on.
 */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}
