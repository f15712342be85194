import { short } from '../../../base/bytes.ts';
import { latin1 } from '../../../base/text.ts';
import type { StreamNoteKind, Way } from '../../model/stream.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { StreamSink, StreamSpot } from '../../streams/stream-sink.ts';
import { lastPathPart } from './file-names.ts';
import type { ObjectTaker, ObjectWriter } from './object-taker.ts';

/** A request to read or write a file (RFC 1350 5). */
export interface TftpRequest {
  readonly flow: FlowIndex;
  readonly packet: PacketIndex;
  readonly name: string;
  /** WRQ: the client sends. */
  readonly isWrite: boolean;
  /** Direction of the request in its flow. */
  readonly way: Way;
}

const READ = 1;
const WRITE = 2;
const DATA = 3;
const ERROR = 5;
const OPTIONS_ACKNOWLEDGED = 6;
const BLOCK = 512;

/** Reads a request; undefined: it is none. */
export function readTftpRequest(bytes: Uint8Array): Pick<TftpRequest, 'name' | 'isWrite'> | undefined {
  const code = bytes.length < 4 ? 0 : short(bytes, 0);
  if (code !== READ && code !== WRITE) return undefined;
  const [name = '', mode = ''] = latin1(bytes, 2).split('\0');
  if (!/^(?:octet|netascii|mail)$/i.test(mode)) return undefined;
  return { name: lastPathPart(name.replaceAll('%', '%25')), isWrite: code === WRITE };
}

/**
 * Puts the blocks of a transfer in order: a block that comes again is passed over, one that is missing is a hole, numbers go on behind
 * 65,535 with 0 or 1 (they wrap). The first block that is shorter than the others is the last (RFC 1350 2, 2347, 2348).
 */
export class TftpData implements StreamSink {
  private writer: ObjectWriter | undefined;
  private last = 0;
  private blockSize = BLOCK;
  private missing = 0;
  private isOver = false;
  private isBroken = false;

  constructor(
    private readonly request: Pick<TftpRequest, 'name'>,
    /** Direction of the blocks in the flow. */
    private readonly sender: Way,
    private readonly taker: ObjectTaker,
  ) {}

  bytes({ way, packet }: StreamSpot, bytes: Uint8Array): void {
    if (bytes.length < 4 || this.isOver) return;
    const code = short(bytes, 0);
    if (code === OPTIONS_ACKNOWLEDGED) this.readOptions(latin1(bytes, 2));
    if (code === ERROR) this.isBroken = this.isOver = true;
    if (code !== DATA || way !== this.sender) return;
    this.block(packet, short(bytes, 2), bytes.subarray(4));
  }

  gap({ way }: StreamSpot, length: number): void {
    if (way === this.sender && this.writer !== undefined) this.missing += length;
  }

  note(_spot: StreamSpot, _length: number, _note: StreamNoteKind): void {
    // Datagrams have none.
  }

  finish(): void {
    const trouble = this.missing > 0 ? 'missing' : this.isBroken ? 'broken' : this.isOver ? undefined : 'cut';
    this.writer?.end({ missing: this.missing, ...(trouble !== undefined && { trouble }) });
    this.writer = undefined;
  }

  private block(packet: PacketIndex, number: number, bytes: Uint8Array): void {
    let ahead = (number - this.last) & 0xffff;
    // Some go on with 1 behind 65,535.
    if (this.last === 0xffff && number === 1) ahead = 1;
    if (ahead === 0 || ahead > 0x8000) return;
    if (this.writer === undefined)
      this.writer = this.taker.begin({ protocol: 'TFTP', name: this.request.name, type: '', packet, way: this.sender });
    this.missing += (ahead - 1) * this.blockSize;
    this.last = number;
    if (bytes.length > 0) this.writer.bytes(bytes);
    this.isOver = bytes.length < this.blockSize;
  }

  private readOptions(text: string): void {
    const words = text.split('\0');
    const at = words.findIndex((word) => word.toLowerCase() === 'blksize');
    const size = at < 0 ? Number.NaN : Number(words[at + 1]);
    if (Number.isInteger(size) && size >= 8 && size <= 65_464) this.blockSize = size;
  }
}
