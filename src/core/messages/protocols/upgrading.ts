import { FramedReader, type Framing } from '../framed.ts';
import type { MessageSink } from '../message.ts';
import type { StreamReader } from '../stream-reader.ts';
import { openTls } from './tls.ts';

/** A reader that may go on encrypted from one moment on. */
export class Upgrading implements StreamReader {
  private readonly plain: FramedReader;
  private tls: StreamReader | undefined;
  private wants = false;

  constructor(
    private readonly sink: MessageSink,
    framing: (turn: () => void) => Framing,
  ) {
    this.plain = new FramedReader(
      framing(() => (this.wants = true)),
      sink,
    );
  }

  get isDone(): boolean {
    return this.tls?.isDone === true;
  }

  bytes(...args: Parameters<StreamReader['bytes']>): void {
    if (this.wants) this.tls ??= openTls(this.sink);
    (this.tls ?? this.plain).bytes(...args);
  }

  gap(...[way, packet, length, why]: Parameters<StreamReader['gap']>): void {
    if (this.tls === undefined) this.plain.gap(way, packet, length);
    else this.tls.gap(way, packet, length, why);
  }

  finish(): void {
    (this.tls ?? this.plain).finish();
  }
}
