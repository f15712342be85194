import { Answer } from './answer.ts';
import type { FlowState } from './flow-state.ts';
import type { PayloadView } from './payload-view.ts';

/** Transports of a recogniser, bits. */
export const Transport = { Tcp: 1, Udp: 2, Both: 3 } as const;

/** Tells one protocol, or a family, by the payloads of single packets. */
export interface Recogniser {
  /** Names of the port table for which it is asked before all others. */
  readonly names: readonly string[];
  readonly transport: number;
  /** It is asked only where one of these ports is used. */
  readonly ports?: readonly number[];
  /** It is asked only if the first payload begins with characters of ASCII. */
  readonly text?: true;
  /**
   * Looks at a packet with payload. `mark`: what it returned last, 0 at first. Never reads beyond the packet, never throws.
   */
  look(packet: PayloadView, flow: FlowState, mark: number): number;
}

/** A recogniser that one packet decides. */
export function byOnePacket(
  name: string,
  transport: number,
  test: (packet: PayloadView, flow: FlowState) => boolean,
  ports?: readonly number[],
): Recogniser {
  return {
    names: [name],
    ...(ports === undefined ? {} : { ports }),
    transport,
    look(packet, flow) {
      return test(packet, flow) ? flow.found(name) : Answer.No;
    },
  };
}
