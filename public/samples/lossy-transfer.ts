import { Flow, type PacketEvent } from 'flowloom';

/** The log file has lines of 40 bytes that begin with their number: a packet tells by itself which bytes it carries. */
const LINE = 40;

function fileOffset(event: PacketEvent): number | undefined {
  const line = /(?:^|\n)(\d{8}) /.exec(event.text);
  if (!line || event.srcPort !== 80) return undefined;
  const start = line.index + (line[0].length > 9 ? 1 : 0);
  return Number(line[1]) * LINE - start;
}

/** An acknowledgement longer than the shortest one carries SACK blocks: "I have something from beyond a hole". */
function reportsHole(event: PacketEvent): boolean {
  return event.dstPort === 80 && event.ack && !event.syn && event.payloadLength === 0 && event.length > 66;
}

/**
 * Fast retransmission (RFC 5681): a piece of the file is sent, at least three acknowledgements report a hole, and the
 * same piece is sent again, long before a timer would have done so.
 */
export class FastRetransmission extends Flow<PacketEvent> {
  static key = (event: PacketEvent) => (event.protocol === 'TCP' ? event.flow : undefined);
  static within = 0.4;

  offset = -1;
  repairMs = 0;

  isNextEvent(event: PacketEvent): boolean {
    const offset = fileOffset(event);
    if (this.events.length === 0) {
      this.offset = offset ?? -1;
      return offset !== undefined;
    }
    if (this.events.length < 4) return reportsHole(event);
    this.repairMs = Math.round((event.time - this.events[0].time) * 1e5) / 100;
    return offset === this.offset;
  }

  isComplete(): boolean {
    return this.events.length === 5;
  }
}
