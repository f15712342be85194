import { HttpStream } from '../../http/http-stream.ts';
import type { SecureSink } from './decrypting-sink.ts';

/** Reads HTTP/1 out of what was decrypted: what the encryption tells besides is left out. */
export class SecureHttp extends HttpStream implements SecureSink {
  told(): void {
    // Not part of a message.
  }
}
