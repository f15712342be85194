import type { Decoding } from '../../model/parameters.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';
import { PROTOCOLS } from '../../protocols/list.ts';
import type { Place } from '../../protocols/protocol.ts';

/** Readers by what names them in the header before. */
export interface Readers {
  /** tcpdump.org link types. */
  readonly links: ReadonlyMap<number, HeaderReader>;
  readonly ethertypes: ReadonlyMap<number, HeaderReader>;
  /** IP protocol numbers. */
  readonly protocols: ReadonlyMap<number, HeaderReader>;
  /** UDP ports, at either end. */
  readonly ports: ReadonlyMap<number, HeaderReader>;
  /** Of numberings that have one header for all numbers. */
  readonly alone: Readonly<Partial<Record<By, HeaderReader>>>;
}

type Table = Map<number, HeaderReader>;

const PLACES: readonly Place[] = PROTOCOLS.flatMap(({ places }) => places);

/** The readers that these options ask for, as the places of all protocols name them; of two for a number the later one. */
export function buildReaders(decode: readonly Decoding[]): Readers {
  const on = new Set(decode);
  const numbered = new Map<By, Table>();
  const alone: Partial<Record<By, HeaderReader>> = {};
  for (const { by, numbers, read } of PLACES) {
    const reader = read?.(on);
    if (reader === undefined) continue;
    if (numbers === undefined) alone[by] = reader;
    else for (const number of numbers) tableOf(numbered, by).set(number, reader);
  }
  return {
    links: tableOf(numbered, By.Link),
    ethertypes: tableOf(numbered, By.Ethertype),
    protocols: tableOf(numbered, By.Ip),
    ports: tableOf(numbered, By.Udp),
    alone,
  };
}

/** The reader of what a number names; undefined: there is none. */
export function readerFor(readers: Readers, by: By, number: number): HeaderReader | undefined {
  if (by === By.Ethertype) return readers.ethertypes.get(number);
  return by === By.Link ? readers.links.get(number) : readers.alone[by];
}

function tableOf(tables: Map<By, Table>, by: By): Table {
  const table = tables.get(by) ?? new Map<number, HeaderReader>();
  tables.set(by, table);
  return table;
}
