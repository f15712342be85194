import type { TimeBins, TimeBinsRequest } from '../model/question.ts';
import type { CaptureTables } from '../tables.ts';
import { countPackets, countRows } from '../query/time-bins.ts';
import { Silences } from '../query/silences.ts';
import { packetsOfFlow } from './flow-packets.ts';
import { hasRow } from './limits.ts';
import type { MatchStore } from './match-store.ts';

/** Silences that the page is told of. */
const SILENCES = 64;

/** The packets that a question keeps, as far as that is known. */
export interface KeptPackets {
  /** The rows of the question's table that are kept. */
  readonly rows: number;
  /** Packet numbers; those of the rows. */
  readonly packets: ArrayLike<number>;
  /** The first packets, so many, of which it is known whether they are kept. */
  readonly known: number;
}

/** Counts over time for the strip. Follows the packet table while it grows. */
export class StripBins {
  private readonly silences = new Silences();
  private rows = 0;

  constructor(private readonly tables: CaptureTables) {}

  /** @param kept what the request's question keeps; undefined: it has none, or one that has no answer */
  count(request: TimeBinsRequest, matches: MatchStore, kept: KeptPackets | undefined): TimeBins {
    const { packets } = this.tables;
    const { stretches } = request;
    for (; this.rows < packets.length; this.rows++) this.silences.add(packets.timeNs[this.rows]);
    const chosen = this.chosen(request, matches);
    const begun = matches.counts.overTime(stretches);
    return {
      stretches,
      ...countPackets(packets, stretches, matches.packets),
      ...(begun && { begun }),
      ...(kept && { kept: this.keptCounts(stretches, kept) }),
      ...(chosen && { chosen: { packets: countRows(packets, stretches, chosen).packets, total: chosen.length } }),
      ...(hasRow(request.packet ?? -1, packets.length) && { packetNs: packets.timeNs[request.packet ?? 0] }),
      silences: this.silences.longest(SILENCES),
    };
  }

  private keptCounts(stretches: TimeBinsRequest['stretches'], kept: KeptPackets): TimeBins['kept'] {
    const { packets } = this.tables;
    const { rows, known } = kept;
    const counts = countRows(packets, stretches, kept.packets);
    return { ...counts, total: kept.packets.length, rows, known, of: packets.length };
  }

  /** The packets of what is selected; undefined: nothing, or what is not there any more. */
  private chosen({ flow, match }: TimeBinsRequest, matches: MatchStore): ArrayLike<number> | undefined {
    if (match !== undefined) return matches.get(match) && matches.packetsOf(match);
    if (flow === undefined || !hasRow(flow, this.tables.flows.length)) return undefined;
    return packetsOfFlow(this.tables, flow);
  }
}
