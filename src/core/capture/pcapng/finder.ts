import { PlaceFinder, type Verdict } from '../finder.ts';
import { BLOCK_NAMES, BYTE_ORDER_MAGIC, SECTION_HEADER } from './blocks.ts';
import { viewOfPiece } from '../unit-stream.ts';

/** Blocks in a row that must make sense, unless they are a section header or end with the file. */
const CHAIN = 2;
/** Longer blocks are not believed after damage: the largest packet, and room for its options. */
const LARGEST = 512 * 1024;

/** Finds the next blocks of a damaged pcapng file: known types, both lengths equal. */
export class PcapngFinder extends PlaceFinder {
  private readonly view = viewOfPiece();

  /** `isLittle`: byte order of the section at hand. */
  constructor(private readonly isLittle: () => boolean) {
    super();
  }

  protected look(bytes: Uint8Array, from: number, ended: boolean): Verdict {
    const view = this.view(bytes);
    let at = from;
    for (let link = 0; link < CHAIN; link++) {
      if (at === bytes.length) return !ended ? 'open' : link > 0 ? 'yes' : 'no';
      if (at + 12 > bytes.length) return ended ? 'no' : 'open';
      const little = this.orderAt(view, at);
      const length = view.getUint32(at + 4, little);
      if (!BLOCK_NAMES.has(view.getUint32(at, little)) || length < 12 || length % 4 !== 0 || length > LARGEST)
        return 'no';
      if (at + length > bytes.length) return ended ? 'no' : 'open';
      if (view.getUint32(at + length - 4, little) !== length) return 'no';
      if (view.getUint32(at) === SECTION_HEADER) return hasOrder(view, at) ? 'yes' : 'no';
      at += length;
    }
    return 'yes';
  }

  /** A section header states its own byte order. */
  private orderAt(view: DataView, at: number): boolean {
    if (view.getUint32(at) !== SECTION_HEADER) return this.isLittle();
    return view.getUint32(at + 8) !== BYTE_ORDER_MAGIC;
  }
}

function hasOrder(view: DataView, at: number): boolean {
  return view.getUint32(at + 8) === BYTE_ORDER_MAGIC || view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC;
}
