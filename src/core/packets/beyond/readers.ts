import type { Decoding } from '../../model/parameters.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';
import { PROTOCOLS } from '../../protocols/list.ts';
import type { Place, ReaderChoice } from '../../protocols/protocol.ts';

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

/** Puts something before a reader that some options ask for. */
export type ReaderWrap = (reader: HeaderReader, options: readonly Decoding[]) => HeaderReader;

/**
 * The readers that these options ask for, as the places of all protocols name them; of two for a number the later one.
 * `wrap`: what is called in place of readers that options bring or change.
 */
export function buildReaders(decode: readonly Decoding[], wrap?: ReaderWrap): Readers {
  const on = new Set(decode);
  const numbered = new Map<By, Table>();
  const alone: Partial<Record<By, HeaderReader>> = {};
  for (const { by, numbers, read } of PLACES) {
    const plain = read?.(on);
    if (read === undefined || plain === undefined) continue;
    const reader = wrap === undefined ? plain : wrapped(plain, read, decode, wrap);
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

function wrapped(plain: HeaderReader, read: ReaderChoice, decode: readonly Decoding[], wrap: ReaderWrap): HeaderReader {
  const without = read(new Set());
  const options = decode.filter((option) => read(new Set([option])) !== without);
  return options.length === 0 ? plain : wrap(plain, options);
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
