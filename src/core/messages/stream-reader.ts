import type { GapReason, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { MessageSink } from './message.ts';

/** Reads the messages of one connection, both directions, from their bytes in order. */
export interface StreamReader {
  /** The bytes are let go afterwards: who keeps them copies them. */
  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void;
  gap(way: Way, packet: PacketIndex, length: number, why: GapReason): void;
  /** A direction has ended: with a FIN, or, of both, with a RST. */
  closed?(way: Way, packet: PacketIndex, isReset: boolean): void;
  /** No more bytes come. */
  finish(): void;
  /** Nothing more is to be read: all that follows is encrypted. */
  readonly isDone?: boolean;
}

/** What is known of a connection, or of the ends of datagrams. */
export interface Ends {
  /** Ports of the end that says what has way 0, and of the other. */
  readonly ports: readonly [number, number];
  /** The way of what the client says, as far as it is known: by a SYN, else by the lower port. */
  readonly clientWay: Way;
  /** Tunnels around it that have been read; 0 without. */
  readonly depth?: number;
}

/** Whether bytes at the beginning of a direction are of a protocol; `later`: more of them are needed. */
export type Looks = boolean | 'later';

/** A protocol over TCP. */
export interface StreamProtocol {
  readonly name: string;
  /** @param bytes what has come of one direction so far */
  looks(bytes: Uint8Array, way: Way, ends: Ends): Looks;
  open(sink: MessageSink, ends: Ends): StreamReader;
}

/** True if one of the ports is among these. */
export function hasPort({ ports }: Ends, ...some: readonly number[]): boolean {
  return some.includes(ports[0]) || some.includes(ports[1]);
}

/** The way of what a client says, where the port of a service tells it. */
export function clientOf({ ports, clientWay }: Ends, ...services: readonly number[]): Way {
  if (services.includes(ports[1])) return 0;
  return services.includes(ports[0]) ? 1 : clientWay;
}
