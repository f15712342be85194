import type { MatchSet, PackedMatches } from '../model/match.ts';

/** The matches as they are sent: their columns, whose buffers move to another thread for nothing, and what stands beside. */
export function packMatches(set: MatchSet): PackedMatches {
  const { classes, matches, omitted, matched, unlisted, traced, leftOut } = set;
  return {
    classes,
    omitted,
    ...matches.columns,
    matched: matched ?? new Uint32Array(0),
    unlistedBegins: unlisted?.begins ?? new Uint32Array(0),
    unlistedFlows: unlisted?.flows ?? new Uint32Array(0),
    ...(traced && { traced }),
    ...(leftOut && { leftOut }),
  };
}

/** The buffers to be transferred. */
export function buffersOfMatches(packed: PackedMatches): ArrayBuffer[] {
  const { classes: _, omitted: __, names: ___, texts: ____, traced: _____, leftOut: ______, ...columns } = packed;
  return Object.values(columns).map((column) => column.buffer);
}
