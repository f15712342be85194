import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 (FIPS 180-4) of a file that comes piece by piece. */
export class FileHash {
  private readonly hash = sha256.create();

  add(piece: Uint8Array): void {
    this.hash.update(piece);
  }

  /** In hex. Nothing can be added after it. */
  end(): string {
    return bytesToHex(this.hash.digest());
  }
}
