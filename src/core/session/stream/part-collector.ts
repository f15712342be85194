import type { SecureEventKind } from '../../model/decryption.ts';
import type {
  GapReason,
  StreamBody,
  StreamNoteKind,
  StreamPassed,
  StreamPiece,
  StreamPlace,
  StreamTold,
} from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { OtherBytes, StreamSpot } from '../../streams/stream-sink.ts';
import type { SecureSink } from './decrypting-sink.ts';

/** Bytes and pieces of a part at most; the last piece may go beyond. */
export interface PartLimits {
  readonly bytes: number;
  readonly pieces: number;
}

/** What the page can show smoothly. */
export const PART_LIMITS: PartLimits = { bytes: 4 * 1024 * 1024, pieces: 65_536 };

/** Collects one part of a stream: the one asked for by its number, or that which is begun when a packet comes. */
export class PartCollector implements SecureSink {
  part = 0;
  readonly before: [number, number] = [0, 0];
  /** The part is complete, and more has come. */
  isDone = false;
  private pieces: StreamPiece[] = [];
  private held: Uint8Array[] = [];
  private size = 0;
  /** The packet that is asked for has come; something of it is in the part. */
  private hasPacket = false;
  private holdsPacket = false;

  constructor(
    private readonly place: StreamPlace,
    private readonly limits = PART_LIMITS,
  ) {}

  /** A packet comes; what it brings follows. */
  begin(packet: PacketIndex): void {
    this.hasPacket ||= 'packet' in this.place && this.place.packet === packet;
  }

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    if (!this.hasRoom(spot)) return;
    this.add({ kind: 'bytes', ...spot, length: bytes.length, at: this.size });
    // A copy: the piece of the file that the packet was read with is let go.
    this.held.push(bytes.slice());
    this.size += bytes.length;
  }

  gap(spot: StreamSpot, length: number, why: GapReason): void {
    if (this.hasRoom(spot)) this.add({ kind: 'gap', ...spot, length, why });
  }

  note(spot: StreamSpot, length: number, note: StreamNoteKind, other?: OtherBytes): void {
    if (this.hasRoom(spot)) this.add({ kind: 'note', ...spot, length, note, ...other });
  }

  told(spot: StreamSpot, event: SecureEventKind, words: string): void {
    if (this.hasRoom(spot)) this.add({ kind: 'told', ...spot, length: 0, event, words });
  }

  /** What stands between messages and their bodies. */
  mark(mark: StreamBody | StreamPassed | StreamTold): void {
    if (this.hasRoom(mark)) this.add(mark);
  }

  /** What was collected. */
  collected(): { readonly pieces: readonly StreamPiece[]; readonly bytes: Uint8Array<ArrayBuffer> } {
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for (const piece of this.held) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return { pieces: this.pieces, bytes };
  }

  private add(piece: StreamPiece): void {
    this.holdsPacket ||= this.isWanted(piece);
    this.pieces.push(piece);
  }

  private isWanted({ packet }: StreamSpot): boolean {
    return 'packet' in this.place && this.place.packet === packet;
  }

  /** Begins the next part where one is full; false once the one that was asked for is complete. */
  private hasRoom(spot: StreamSpot): boolean {
    if (this.isDone) return false;
    if (this.size < this.limits.bytes && this.pieces.length < this.limits.pieces) return true;
    if ('part' in this.place) this.isDone = this.place.part <= this.part;
    else this.isDone = this.hasPacket && (this.holdsPacket || !this.isWanted(spot));
    if (!this.isDone) this.beginNext();
    return !this.isDone;
  }

  private beginNext(): void {
    for (const { kind, way, length } of this.pieces) if (kind === 'bytes') this.before[way] += length;
    this.part++;
    this.holdsPacket = false;
    this.pieces = [];
    this.held = [];
    this.size = 0;
  }
}
