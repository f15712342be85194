import type { MeteringColumns } from '../../model/event.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { CaptureTables } from '../../tables.ts';

/** What a run of user code needs to meter packets by itself; one for each run, since conversations are told once. */
export class MeteringBatches {
  private conversations = 0;
  /** Pairs of MAC addresses that were told; 0 stands for none. */
  private links = 1;

  /** `addressText`: number of an address's text in the run. */
  constructor(
    private readonly tables: Pick<CaptureTables, 'packets' | 'meter' | 'links' | 'facts'>,
    private readonly addressText: (address: number) => number,
  ) {}

  /** The columns of packets from..to, which must go on where those before have ended. */
  make(from: number, to: number): MeteringColumns {
    const { packets } = this.tables;
    const conversation = this.conversationsOf(from, to);
    const linkPair = Int32Array.from({ length: to - from }, (_, at) => packets.linkPair(from + at));
    return {
      ...this.timesOf(from, to),
      conversation,
      linkPair,
      ipSize: packets.ipSize.slice(from, to),
      transportSize: packets.transportSize.slice(from, to),
      ipProtocol: packets.protocol.slice(from, to),
      newConversations: this.newConversations(conversation),
      newLinks: this.newLinks(linkPair),
    };
  }

  private timesOf(from: number, to: number): Pick<MeteringColumns, 'seconds' | 'nanoseconds'> {
    const { packets, facts } = this.tables;
    const { epochSeconds, epochNanoseconds } = facts;
    const seconds = new Float64Array(to - from);
    const nanoseconds = new Float64Array(to - from);
    for (let row = from; row < to; row++) {
      const at = row - from;
      const time = packets.timeNs[row];
      const whole = Math.abs(time) < FAR ? Math.floor(time / 1e9) : farSeconds(packets, row);
      const rest = Math.abs(time) < FAR ? time - whole * 1e9 : Number(exactNs(packets, row) - BigInt(whole) * SECOND);
      const sum = epochNanoseconds + rest;
      seconds[at] = epochSeconds + whole + Math.floor(sum / 1e9);
      nanoseconds[at] = sum - Math.floor(sum / 1e9) * 1e9;
    }
    return { seconds, nanoseconds };
  }

  private conversationsOf(from: number, to: number): Int32Array<ArrayBuffer> {
    const { meter, packets } = this.tables;
    const { flow, marks } = packets;
    const column = new Int32Array(to - from);
    for (let row = from; row < to; row++)
      column[row - from] = flow[row] < 0 ? -1 : meter.sourceEnd(flow[row]) ^ (marks[row] & PacketMark.Backward);
    return column;
  }

  /** All up to the last that is named: they are numbered as they come. */
  private newConversations(named: Int32Array): Int32Array<ArrayBuffer> {
    const { conversations } = this.tables.meter;
    const words: number[] = [];
    // Halved with the sign: -1 stays -1.
    for (const last = greatest(named) >> 1; this.conversations <= last; this.conversations++) {
      const number = this.conversations;
      const ends = [conversations.address(number, 0), conversations.address(number, 1)];
      words.push(conversations.key(number), ...ends.map((address) => this.addressText(address)));
      words.push(conversations.port(number, 0), conversations.port(number, 1));
    }
    return Int32Array.from(words);
  }

  private newLinks(named: Int32Array): Int32Array<ArrayBuffer> {
    const { links } = this.tables;
    const words: number[] = [];
    for (const last = greatest(named); this.links <= last; this.links++)
      words.push(this.addressText(links.source(this.links)), this.addressText(links.destination(this.links)));
    return Int32Array.from(words);
  }
}

/** From here on, 104 days, a double rounds nanoseconds. */
const FAR = Number.MAX_SAFE_INTEGER;
const SECOND = 1_000_000_000n;

/** Of packets so far away whole microseconds are found again by rounding, and what is no such is kept apart. */
function exactNs(packets: CaptureTables['packets'], row: number): bigint {
  return packets.farNs(row) ?? BigInt(Math.round(packets.timeNs[row] / 1000)) * 1000n;
}

function farSeconds(packets: CaptureTables['packets'], row: number): number {
  const ns = exactNs(packets, row);
  const whole = ns / SECOND;
  return Number(ns < whole * SECOND ? whole - 1n : whole);
}

function greatest(numbers: Int32Array): number {
  return numbers.reduce((most, number) => Math.max(most, number), -1);
}
