import { Deflate } from '../../capture/compression/deflate.ts';
import { FrameStream } from '../../capture/compression/inflating-stream.ts';

/**
 * Inflates what HTTP calls "deflate" (RFC 9110 8.4.1.2): the zlib format (RFC 1950), or bare DEFLATE data, which some servers send. Bytes
 * behind the data, its checksum among them, are not looked at.
 */
export class ZlibStream extends FrameStream {
  protected async *frames(): AsyncGenerator<Uint8Array, void> {
    while (this.input.there.length < 2 && (await this.input.lengthen()));
    const { there } = this.input;
    if (there.length === 0) return;
    if (isZlib(there)) this.input.drop(2);
    yield* new Deflate(this.input).inflate();
  }
}

/** RFC 1950 2.2: method 8, and a check that makes both bytes a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 15) === 8 && ((first << 8) | second) % 31 === 0;
}
