import type { HttpSpot } from '../../http/http-events.ts';
import type { GapReason, StreamBody, StreamPassed, StreamTold } from '../../model/stream.ts';
import type { StreamSpot } from '../../streams/stream-sink.ts';

/** Where messages go once they are whole, one after the other. */
export interface BodyTarget {
  bytes(spot: StreamSpot, bytes: Uint8Array): void;
  mark(mark: StreamBody | StreamPassed | StreamTold): void;
}

/** Something that is ready to be shown. */
export type Gift = (target: BodyTarget) => void | Promise<void>;

/** Shows what is said on a connection that was HTTP/1, or begins as HTTP/2. */
export interface UpgradedView {
  bytes(spot: HttpSpot, bytes: Uint8Array): void;
  gap(spot: HttpSpot, length: number, why: GapReason): void;
  finish(): void;
}
