import type { HttpEnd, HttpHead, HttpSink, HttpSpot } from '../../../src/core/http/http-events.ts';
import { HttpStream } from '../../../src/core/http/http-stream.ts';
import { latin1 } from '../../../src/base/text.ts';

/** What a side says: text of a character a byte, a number of missing bytes; "FIN" is the end of its direction. */
export type Said = readonly ['>' | '<', string | number];

/** One event as a line; neighbouring pieces of a body, and of what is handed on, are one. */
export interface Told {
  readonly kind: string;
  readonly text: string;
  readonly spot: string;
}

/** Writes down what it is told. */
export class Events implements HttpSink {
  readonly told: Told[] = [];
  readonly heads: HttpHead[] = [];
  readonly ends: HttpEnd[] = [];
  private lastEnd = '';

  head(head: HttpHead): void {
    this.heads.push(head);
    const { message, kind, length, cut, isFoundAgain, fields, doubts } = head;
    const answers = head.kind === 'response' ? ` of ${head.request?.message ?? '?'}` : '';
    const guessed = head.kind === 'response' && head.isPairGuessed === true ? ' guessed' : '';
    const line = head.kind === 'request' ? `${head.method} ${head.target}` : `${head.status} ${head.reason}`;
    const marks = `${cut ?? ''}${isFoundAgain === true ? ' again' : ''}${doubts.join(' ')}`;
    const names = fields.map(({ name, value }) => `${name}=${value}`).join('|');
    this.tell('head', `${message} ${kind}${answers}${guessed} ${line} ${length} [${names}] ${marks}`.trim(), head.spot);
  }

  body(message: number, spot: HttpSpot, bytes: Uint8Array): void {
    this.tell(`body ${message}`, latin1(bytes), spot, bytes.length);
  }

  hole(message: number, spot: HttpSpot, length: number): void {
    this.tell('hole', `${message} ${length}`, spot);
  }

  end(end: HttpEnd): void {
    this.ends.push(end);
    const { message, ending, size, missing, trailers } = end;
    const names = trailers.map(({ name, value }) => ` ${name}=${value}`).join('');
    this.tell('end', `${message} ${ending} ${size}-${missing}${names}`, end.spot);
  }

  skipped(spot: HttpSpot, length: number): void {
    this.tell('skipped', `${length}`, spot);
  }

  handedOn(spot: HttpSpot, bytes: Uint8Array): void {
    this.tell('handed on', latin1(bytes), spot, bytes.length);
  }

  handedOnHole(spot: HttpSpot, length: number): void {
    this.tell('handed on hole', `${length}`, spot);
  }

  /** All events as lines without their places. */
  get lines(): string[] {
    return this.told.map(({ kind, text }) => `${kind} ${text}`);
  }

  private tell(kind: string, text: string, { way, offset, connection }: HttpSpot, size?: number): void {
    const last = this.told.at(-1);
    const place = (at: number): string => `${kind} ${way} ${connection} ${at}`;
    if (size !== undefined && last !== undefined && this.lastEnd === place(offset)) {
      this.told[this.told.length - 1] = { ...last, text: last.text + text };
    } else this.told.push({ kind, text, spot: `${way} ${connection} ${offset}` });
    this.lastEnd = size === undefined ? '' : place(offset + size);
  }
}

/** What a conversation says as HTTP. @param cutAt where a text of so many bytes is cut into pieces */
export function eventsOf(said: readonly Said[], cutAt: (length: number) => readonly number[] = () => []): Events {
  const events = new Events();
  const stream = new HttpStream(events);
  const next: [number, number] = [0, 0];
  for (const [packet, [side, what]] of said.entries()) {
    const way = side === '>' ? 0 : 1;
    const spot = { way, connection: 0, packet, offset: next[way] } as const;
    if (typeof what === 'number') stream.gap(spot, what, 'acknowledged');
    else if (what === 'FIN') stream.note(spot, 0, 'finished');
    else {
      const bytes = Uint8Array.from(what, (character) => character.charCodeAt(0));
      const cuts = [0, ...cutAt(bytes.length), bytes.length];
      for (const [number, from] of cuts.slice(0, -1).entries())
        stream.bytes({ ...spot, offset: spot.offset + from }, bytes.subarray(from, cuts[number + 1]));
    }
    next[way] += typeof what === 'number' ? what : what === 'FIN' ? 0 : what.length;
  }
  stream.finish();
  return events;
}
