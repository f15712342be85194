import { Flow, type PacketEvent } from 'flowloom';

/** Method and path of a request, if a packet begins with one. */
const REQUEST = /^(GET|POST|HEAD|PUT) (\S+) HTTP\/1/;
const STATUS = /^HTTP\/1\.1 (\d+)/;
const REFERER = /\r\nReferer: http:\/\/[^/]+(\S*)\r\n/;

/** One request and the first packet of its answer: how long does the server make us wait? */
export class Exchange extends Flow<PacketEvent> {
  // Only packets of the same connection belong together.
  static key = (event: PacketEvent) => (event.payloadLength > 0 ? event.flow : undefined);

  method = '';
  path = '';
  status = 0;
  waitMs = 0;

  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return this.begin(event);
    const status = STATUS.exec(event.text);
    if (!status || event.src !== this.events[0].dst) return false;
    this.status = Number(status[1]);
    this.waitMs = Math.round((event.time - this.events[0].time) * 1e5) / 100;
    return true;
  }

  isComplete(): boolean {
    return this.events.length === 2;
  }

  private begin(event: PacketEvent): boolean {
    const request = REQUEST.exec(event.text);
    if (!request) return false;
    this.method = request[1];
    this.path = request[2];
    return true;
  }
}

/**
 * What had to come before what: the page names a style sheet, the style sheet names a picture. The browser says so in
 * the Referer header, on whichever of its connections it asks.
 */
export class Dependency extends Flow<PacketEvent> {
  chain: string[] = [];
  lateMs = 0;

  isNextEvent(event: PacketEvent): boolean {
    const request = REQUEST.exec(event.text);
    if (!request) return false;
    // The page itself has no referer (undefined, as has an empty chain); every other request names the link before.
    if (REFERER.exec(event.text)?.[1] !== this.chain.at(-1)) return false;
    // The second link must lead on: a style sheet does, a picture does not.
    if (this.events.length === 1 && !request[2].endsWith('.css')) return false;
    this.chain.push(request[2]);
    if (this.events.length === 2) this.lateMs = Math.round((event.time - this.events[0].time) * 1000);
    return true;
  }

  isComplete(): boolean {
    return this.events.length === 3;
  }
}
