import type { TimeRange } from '../../../core/model/question.ts';

/** Silences are folded by themselves if what is left takes no more than this share of the span. */
const FULL_SHARE = 0.03;
/** A silence of this share of the span may be folded if one wishes. */
const OFFERED_SHARE = 0.1;
/** Packets that there must be for each piece of the strip: single packets far apart are no activity with pauses. */
const LEAST_PACKETS = 4;
/** What is left of a silence at each of its ends: this share of all that is shown, so that no bar touches a break. */
const MARGIN = 1 / 50;

/** What of a silence is not drawn. */
export interface Fold extends TimeRange {
  /** All of it, from packet to packet. */
  readonly silence: TimeRange;
}

/** Silences that may be folded. */
export interface Folding {
  /** Rising; shorter than the silences by a margin at each end. */
  readonly folds: readonly Fold[];
  /** They leave next to nothing of the span: the strip would be empty without folding. */
  readonly automatic: boolean;
}

/**
 * Chooses the silences to fold, the longest first, `most` at the most. As long as what is left fills less than a few
 * percent of what was left before, there are more: captures of several days have pauses within a day, too.
 * @param silences stretches without packets, with packets at both ends
 */
export function chooseFolds(silences: readonly TimeRange[], whole: TimeRange, packets: number, most: number): Folding {
  const span = whole.toNs - whole.fromNs;
  const longest = [...silences].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, most);
  const counts = countThatFill(longest, span, packets);
  if (counts > 0) return { folds: withMargins(longest.slice(0, counts), span), automatic: true };
  const offered = longest.filter((silence) => lengthOf(silence) >= OFFERED_SHARE * span);
  const enough = packets > 2 * (offered.length + 1);
  return { folds: span > 0 && enough ? withMargins(offered, span) : [], automatic: false };
}

/** How many of the silences must be folded to leave mostly activity; 0: there is no such number. */
function countThatFill(longest: readonly TimeRange[], span: number, packets: number): number {
  let chosen = 0;
  let before = span;
  let rest = span;
  longest.forEach((silence, at) => {
    rest -= lengthOf(silence);
    if (rest > FULL_SHARE * before || packets < LEAST_PACKETS * (at + 2)) return;
    chosen = at + 1;
    before = rest;
  });
  return chosen;
}

function withMargins(silences: readonly TimeRange[], span: number): readonly Fold[] {
  const rest = silences.reduce((left, silence) => left - lengthOf(silence), span);
  const shortest = Math.min(...silences.map(lengthOf));
  const margin = Math.min(rest > 0 ? rest * MARGIN : shortest, shortest / 4);
  return silences
    .map((silence) => ({ fromNs: silence.fromNs + margin, toNs: silence.toNs - margin, silence }))
    .sort((a, b) => a.fromNs - b.fromNs);
}

function lengthOf({ fromNs, toNs }: TimeRange): number {
  return toNs - fromNs;
}
