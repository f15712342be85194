import type { StreamSink, StreamSpot } from '../../../streams/stream-sink.ts';
import type { ObjectTaker } from '../object-taker.ts';
import { SmbFrames, type SmbFrame } from './frames.ts';
import { OpenFiles } from './open-files.ts';
import { Smb1 } from './smb1.ts';
import { Smb2 } from './smb2.ts';

const VERSION_1 = 0xff;
const VERSION_2 = 0xfe;

/** Gives the files that are read and written in a connection of SMB 1, 2 or 3, as far as it is not encrypted. */
export class SmbObjects implements StreamSink {
  private connection = 0;
  private talk: Talk;

  constructor(private readonly taker: ObjectTaker) {
    this.talk = talkOf(taker);
  }

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    this.see(spot);
    this.talk.sides[spot.way].bytes(spot, bytes);
  }

  gap(spot: StreamSpot, length: number): void {
    this.see(spot);
    this.talk.sides[spot.way].gap(spot, length);
  }

  note(): void {
    // Messages say their own length.
  }

  finish(): void {
    this.talk.files.finish();
  }

  private see({ connection }: StreamSpot): void {
    if (connection === this.connection) return;
    this.finish();
    this.connection = connection;
    this.talk = talkOf(this.taker);
  }
}

/** What is known of one connection. */
interface Talk {
  readonly files: OpenFiles;
  readonly sides: readonly [SmbFrames, SmbFrames];
}

function talkOf(taker: ObjectTaker): Talk {
  const files = new OpenFiles(taker);
  const [old, fresh] = [new Smb1(files), new Smb2(files)];
  const take = (frame: SmbFrame): void => {
    if (frame.bytes[0] === VERSION_1) old.take(frame);
    else if (frame.bytes[0] === VERSION_2) fresh.take(frame);
  };
  return { files, sides: [new SmbFrames(take), new SmbFrames(take)] };
}
