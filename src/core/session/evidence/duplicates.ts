import type { ByteSource } from '../../model/reader.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import { sums } from '../../query/group/aggregates.ts';
import type { Grouping } from '../../query/group/grouping.ts';
import type { CaptureTables } from '../../tables.ts';
import { count, describe, numbers } from '../tables/make-measure.ts';
import { compareCopies, type CopyKind } from './compare-copies.ts';
import { copyCandidates, type CandidatePair } from './copy-candidates.ts';
import { evidenceColumn, evidenceKind, type Seen, type Sight } from './evidence-table.ts';
import { END_COLUMNS, endsOf, type Ends } from './packet-ends.ts';
import { readSome } from './read-some.ts';

/** A packet that stands in the capture once more. */
interface Copy extends Seen, Ends {
  /** The packet before of which it is a copy. */
  readonly original: number;
  readonly gapNs: number;
  readonly kind: CopyKind;
  /** Packets that were looked at, for the share. */
  readonly looked: number;
}

/** Bytes of a packet that are compared. */
const MOST = 2048;
const PERCENT = 100;
/** Pairs that are compared at once: their bytes are in memory together. */
const PORTION = 2048;

const SHARE: Measure = {
  description: describe(
    ['share', 'Share', 'float', '%', 'Packets of the group, out of those that were looked at.'],
    '100 · copies / packets looked at',
  ),
  compute(table, grouping) {
    const looked = numbers(table, 'looked');
    return sums(grouping, (row) => PERCENT / looked(row));
  },
};

const USUAL_GAP: Measure = {
  description: describe(['usual_gap', 'Usual gap', 'relative-ns', 's', 'Median time between original and copy.']),
  compute(table, { groups, groupAt, rowAt }: Grouping) {
    const gap = numbers(table, 'gap');
    const gaps: number[][] = Array.from({ length: groups }, () => []);
    for (let at = 0; at < rowAt.length; at++) gaps[groupAt[at]].push(gap(rowAt[at]));
    return Float64Array.from(gaps, (one) => one.sort((a, b) => a - b)[one.length >> 1] ?? Number.NaN);
  },
};

/** Packets of flows that were captured more than once: the same IP packet within a tenth of a second. */
export const DUPLICATES = evidenceKind<Copy>({
  id: 'duplicates',
  noun: 'duplicate',
  readsBytes: true,
  columns: [
    ...END_COLUMNS,
    evidenceColumn(
      ['original', 'Original', 'integer', '', 'Number of the packet of which it is a copy, from 1.'],
      ({ original }) => original + 1,
    ),
    evidenceColumn(
      ['gap', 'Gap', 'relative-ns', 's', 'Time between the two; a tenth of a second at most.'],
      ({ gapNs }) => gapNs,
    ),
    evidenceColumn(
      [
        'kind',
        'Kind',
        'text',
        '',
        'In what they differ: “equal in all bytes”, “with another link header”, “before and behind a router” (fewer hops left).',
      ],
      ({ kind }) => kind,
    ),
    evidenceColumn(
      ['looked', 'Looked at', 'integer', 'packets', 'Packets that were looked at.'],
      ({ looked }) => looked,
    ),
  ],
  measures: [count('Copies', 'Packets that are copies.'), SHARE, USUAL_GAP],
  find: findCopies,
});

async function findCopies(tables: CaptureTables, bytes: ByteSource): Promise<Sight<Copy>> {
  const { packets, facts } = tables;
  const { pairs, looked, reach } = copyCandidates(packets, facts.capturedBytes);
  const seen: Copy[] = [];
  const isCopy = new Set<number>();
  for (let from = 0; from < pairs.length; from += PORTION) {
    const portion = pairs.slice(from, from + PORTION);
    const held = await bytesOf(tables, bytes, portion);
    for (const { original, copy } of portion) {
      const [a, b] = [held.get(original), held.get(copy)];
      if (a === undefined || b === undefined || isCopy.has(copy)) continue;
      const kind = compareCopies(packets, [original, copy], [a, b]);
      if (kind === undefined) continue;
      isCopy.add(copy);
      const gapNs = packets.timeNs[copy] - packets.timeNs[original];
      seen.push({ packet: copy, ...endsOf(tables, copy), original, gapNs: Math.abs(gapNs), kind, looked });
    }
  }
  return { seen, ...(reach && { reach }) };
}

async function bytesOf(
  tables: CaptureTables,
  bytes: ByteSource,
  pairs: readonly CandidatePair[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = [...new Set(pairs.flatMap(({ original, copy }) => [original, copy]))].sort((a, b) => a - b);
  const held = new Map<number, Uint8Array>();
  await readSome(tables, bytes, rows, MOST, (row, piece) => held.set(row, piece));
  return held;
}
