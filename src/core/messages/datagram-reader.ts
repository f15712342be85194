import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { Message } from './message.ts';
import type { Ends } from './stream-reader.ts';

/** A datagram, and what is kept of its conversation by the protocol that reads it. */
export interface Datagram {
  /** What was captured of it. */
  readonly bytes: Uint8Array;
  /** Bytes by the headers' word. */
  readonly length: number;
  readonly way: Way;
  readonly packet: PacketIndex;
  readonly ends: Ends;
  /** What the protocol keeps for the datagrams that follow; the same object for each of a conversation. */
  readonly room: Map<string, unknown>;
}

/** A protocol over UDP. */
export interface DatagramProtocol {
  readonly name: string;
  /** Requests and answers have ends that differ (broadcasts): they are paired over all conversations. */
  readonly everywhere?: boolean;
  /** False: not of this protocol. */
  looks(datagram: Datagram): boolean;
  /** What it says; nothing if it is not of this protocol after all, or not worth a row. */
  read(datagram: Datagram): readonly Message[];
}
