import { beginsHttp2 } from './h2/frame.ts';
import type { HttpSpot } from './http-events.ts';

/** Holds the first bytes of a connection until it is known whether it is HTTP/2: of each direction less than its first frame. */
export class Beginning {
  readonly pieces: { readonly spot: HttpSpot; readonly bytes: Uint8Array }[] = [];
  private readonly begun: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)];

  /** Takes bytes of a direction: whether they begin HTTP/2, as soon as that shows. */
  takes(spot: HttpSpot, bytes: Uint8Array): boolean | 'later' {
    const own = bytes.slice();
    this.pieces.push({ spot, bytes: own });
    const before = this.begun[spot.way];
    const all = new Uint8Array(before.length + own.length);
    all.set(before);
    all.set(own, before.length);
    this.begun[spot.way] = all;
    return beginsHttp2(all);
  }
}
