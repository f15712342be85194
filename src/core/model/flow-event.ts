/**
 * What a definition over flows sees: a flow's first packet and its last, each with what is known of the whole flow. That the
 * last packet was the last is known only afterwards. This text is also the editor's type (docs/sequences.md).
 */
export interface FlowEvent {
  /** `start` stands before the flow's first packet, `end` right behind its last one. */
  readonly kind: 'start' | 'end';
  /** Number of the packet that it stands at, from 1. */
  readonly packet: number;
  /** Seconds since the first packet of the capture. */
  readonly time: number;
  /** Row of the Flows table, from 0. */
  readonly flow: number;
  /** The flow's ends: those of the first packet. */
  readonly src: string;
  readonly dst: string;
  /** Ports of TCP and UDP; undefined for all else. */
  readonly srcPort: number | undefined;
  readonly dstPort: number | undefined;
  /** "TCP", "UDP", "ICMP", … */
  readonly protocol: string;
  readonly packets: number;
  /** On the wire. */
  readonly bytes: number;
  /** Seconds from the first packet to the last. */
  readonly duration: number;
  /** Any column of the flow table; its name must stand in the code as a text. */
  flowValue(column: string): number | string | undefined;
}
