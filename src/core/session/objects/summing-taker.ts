import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FoundObject, ObjectHead } from '../../model/objects.ts';
import { contentType, MAGIC_BYTES } from './content-type.ts';
import type { ObjectTaker, ObjectWriter } from './object-taker.ts';

/** Sums up the objects of one flow: size, SHA-256, type by content. Keeps none of their bytes. */
export class SummingTaker implements ObjectTaker {
  readonly objects: FoundObject[] = [];
  private next = 0;

  begin(head: ObjectHead): ObjectWriter {
    const key = this.next++;
    const hash = sha256.create();
    const beginning = new Uint8Array(MAGIC_BYTES);
    let size = 0;
    return {
      bytes: (piece) => {
        hash.update(piece);
        if (size < MAGIC_BYTES) beginning.set(piece.subarray(0, MAGIC_BYTES - size), size);
        size += piece.length;
      },
      end: (end) => {
        const content = contentType(beginning.subarray(0, size));
        this.objects.push({ ...head, ...end, key, size, content, sha256: bytesToHex(hash.digest()) });
      },
    };
  }
}

/** Gives the bytes of one object, by its number, to somebody; passes the others over. */
export class OneTaker implements ObjectTaker {
  /** It was there as a whole, as far as it was at first. */
  isThere = false;
  private next = 0;

  constructor(
    private readonly key: number,
    private readonly take: (piece: Uint8Array<ArrayBuffer>) => void,
  ) {}

  begin(): ObjectWriter {
    const isWanted = this.next++ === this.key;
    return {
      bytes: (piece) => {
        if (isWanted) this.take(piece.slice());
      },
      end: () => {
        this.isThere ||= isWanted;
      },
    };
  }
}
