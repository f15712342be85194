import { BitSet } from '../../../base/bit-set.ts';
import type { CaptureFacts } from '../../capture/capture-facts.ts';
import { answered, type Failure, type Reply } from '../../model/failure.ts';
import { PcapFilter } from '../../pcap-filter/pcap-filter.ts';
import type { Scan, ScannedPacket } from './byte-scans.ts';

/** The packets that pass one expression of the pcap-filter language. */
export class PcapScan implements Scan {
  rows = 0;
  readonly passing = new BitSet();

  private constructor(
    private readonly filter: PcapFilter,
    private readonly facts: CaptureFacts,
  ) {}

  /** Failure: `bad-question`, with the character. */
  static of(expression: string, facts: CaptureFacts): Reply<PcapScan> {
    const filter = PcapFilter.read(expression);
    return filter.ok ? answered(new PcapScan(filter.value, facts)) : filter;
  }

  /** libpcap sees no more of a pcap record than the file's snaplen. */
  look({ row, bytes, start, end, linkType, wireLength, snaplen }: ScannedPacket): void {
    const cuts = this.facts.container.format === 'pcap' && snaplen > 0;
    const seen = cuts ? Math.min(end - start, snaplen) : end - start;
    if (this.filter.accepts(bytes, start, seen, wireLength, linkType)) this.passing.add(row);
    this.rows = row + 1;
  }

  check(): Failure | undefined {
    return undefined;
  }
}
