import type { MeteringColumns } from '../model/event.ts';
import { PacketMark } from '../model/packet-table.ts';
import type { CaptureTables } from '../tables.ts';

/** What a run of user code needs to meter packets by itself; one for each run, since conversations are told once. */
export class MeteringBatches {
  private conversations = 0;
  /** Pairs of MAC addresses that were told; 0 stands for none. */
  private links = 1;

  /** `addressText`: number of an address's text in the run. */
  constructor(
    private readonly tables: Pick<CaptureTables, 'packets' | 'meter' | 'links'>,
    private readonly addressText: (address: number) => number,
  ) {}

  /** The columns of packets from..to, which must go on where those before have ended. */
  make(from: number, to: number): MeteringColumns {
    const { packets } = this.tables;
    const conversation = this.conversationsOf(from, to);
    const linkPair = Int32Array.from({ length: to - from }, (_, at) => packets.linkPair(from + at));
    return {
      conversation,
      linkPair,
      ipSize: packets.ipSize.slice(from, to),
      transportSize: packets.transportSize.slice(from, to),
      ipProtocol: packets.protocol.slice(from, to),
      newConversations: this.newConversations(conversation),
      newLinks: this.newLinks(linkPair),
    };
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

function greatest(numbers: Int32Array): number {
  return numbers.reduce((most, number) => Math.max(most, number), -1);
}
