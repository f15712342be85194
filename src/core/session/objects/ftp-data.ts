import type { StreamNoteKind, Way } from '../../model/stream.ts';
import type { ObjectTrouble } from '../../model/objects.ts';
import type { StreamSink, StreamSpot } from '../../streams/stream-sink.ts';
import type { FtpTransfer } from './ftp-transfers.ts';
import type { ObjectTaker, ObjectWriter } from './object-taker.ts';

/** Gives what one side of an FTP data connection sends as an object: it is whole when the sender has closed (RFC 959 3.2). */
export class FtpData implements StreamSink {
  private writer: ObjectWriter | undefined;
  private missing = 0;
  private trouble: ObjectTrouble | undefined = 'open';

  constructor(
    private readonly transfer: Pick<FtpTransfer, 'name'>,
    private readonly sender: Way,
    private readonly taker: ObjectTaker,
  ) {}

  bytes({ way, connection, packet }: StreamSpot, bytes: Uint8Array): void {
    if (way !== this.sender || connection > 0) return;
    const { name } = this.transfer;
    this.writer ??= this.taker.begin({ protocol: 'FTP', name, type: '', packet, way });
    this.writer.bytes(bytes);
  }

  gap({ way, connection }: StreamSpot, length: number): void {
    if (way === this.sender && connection === 0) this.missing += length;
  }

  note({ way, connection }: StreamSpot, _length: number, note: StreamNoteKind): void {
    if (connection > 0) return;
    if (note === 'finished' && way === this.sender) this.trouble = undefined;
    else if (note === 'reset' && this.trouble !== undefined) this.trouble = 'cut';
  }

  finish(): void {
    const trouble = this.trouble ?? (this.missing > 0 ? 'missing' : undefined);
    this.writer?.end({ missing: this.missing, ...(trouble !== undefined && { trouble }) });
    this.writer = undefined;
  }
}
