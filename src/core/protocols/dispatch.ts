/** Which decoder reads what comes next: by number, over TCP and UDP also by how the bytes look. */
import { By } from './headers/next.ts';
import { PROTOCOLS } from './list.ts';
import type { Place } from './protocol.ts';
import type { Following } from './reading/following.ts';
import type { Decoder } from './reading/packet.ts';

/** A decoder and the number that it is called with. */
interface Chosen {
  readonly decode: Decoder;
  readonly number: number;
}

interface Way {
  readonly place: Place;
  readonly decode: Decoder;
}

/** Ways by numbering and number. */
const numbered = new Map<By, Map<number, Way>>();
/** Ways without numbers. */
const others = new Map<By, Way[]>();

for (const { decode, places } of PROTOCOLS) for (const place of places) addWay({ place, decode });

function addWay(way: Way): void {
  const { by, numbers } = way.place;
  if (numbers === undefined) {
    others.set(by, [...(others.get(by) ?? []), way]);
    return;
  }
  const table = numbered.get(by) ?? new Map<number, Way>();
  numbered.set(by, table);
  for (const number of numbers) table.set(number, way);
}

/** The decoder of what comes next; undefined: nobody reads that number. */
export function chooseDecoder(bytes: Uint8Array, next: Following): Chosen | undefined {
  if (next.by === By.Tcp) return chooseOverTcp(bytes, next);
  if (next.by === By.Udp) return byPort(bytes, next, true) ?? byLooks(bytes, next);
  const way = numbered.get(next.by)?.get(next.number) ?? others.get(next.by)?.[0];
  return way && chosen(way, next.number);
}

/** A segment may begin in the middle of a message: what it looks like tells more than a port alone. */
function chooseOverTcp(bytes: Uint8Array, next: Following): Chosen | undefined {
  return byPort(bytes, next, false) ?? byLooks(bytes, next) ?? byPort(bytes, next, true);
}

/** `bare`: also ways that ask for nothing but the port. The lower port is the service's. */
function byPort(bytes: Uint8Array, { by, number, other = 0, span }: Following, bare: boolean): Chosen | undefined {
  for (const port of number < other ? [number, other] : [other, number]) {
    const way = numbered.get(by)?.get(port);
    if (way === undefined) continue;
    const { looks } = way.place;
    if (looks === undefined ? bare : looks(bytes, span)) return chosen(way, port);
  }
  return undefined;
}

function byLooks(bytes: Uint8Array, { by, span }: Following): Chosen | undefined {
  const way = others.get(by)?.find(({ place }) => place.looks?.(bytes, span));
  return way && chosen(way, 0);
}

function chosen({ place, decode }: Way, number: number): Chosen {
  return { decode, number: place.as ?? number };
}
