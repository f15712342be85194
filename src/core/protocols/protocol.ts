import type { Decoding } from '../model/parameters.ts';
import type { By, HeaderReader } from './headers/next.ts';
import type { Field, NamedFields } from './reading/field.ts';
import type { Decoder } from './reading/packet.ts';
import type { Span } from './reading/span.ts';

/**
 * One protocol: its fields, how they are read, and which numbers lead to it. A protocol is one such value in a file of
 * its own, and one entry in the list of its room (links, network, transport, tunnels, applications).
 */
export interface Protocol {
  /** What its fields' ids begin with: "tcp". */
  readonly id: string;
  /** "TCP" */
  readonly name: string;
  /** By their names, as `declare` gives them. */
  readonly fields: Readonly<Record<string, Field>>;
  /** Names for several of them: source or destination. */
  readonly either?: readonly NamedFields[];
  readonly decode: Decoder;
  readonly places: readonly Place[];
}

/** One way to a protocol. */
export interface Place {
  readonly by: By;
  /** Any of these numbers leads here; without numbers all of the numbering do, or what `looks` says. */
  readonly numbers?: readonly number[];
  /**
   * How the bytes must look. With numbers (ports): as well. Without, over TCP and UDP: on any port, in the order of the
   * list.
   */
  readonly looks?: (bytes: Uint8Array, span: Span) => boolean;
  /** What `decode` is called with in place of the number that led here. */
  readonly as?: number;
  /** How the meter reads it, if it follows it beyond NFStream. */
  readonly read?: ReaderChoice;
}

/** The meter's reader under the options that are on (docs/decoding.md); undefined: it does not go there. */
export type ReaderChoice = (on: ReadonlySet<Decoding>) => HeaderReader | undefined;

/** A reader that one option asks for. */
export function when(option: Decoding, reader: HeaderReader): ReaderChoice {
  return (on) => (on.has(option) ? reader : undefined);
}

/** A reader that every further decoding needs. */
export function always(reader: HeaderReader): ReaderChoice {
  return () => reader;
}
