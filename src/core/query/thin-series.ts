import type { GapSeries } from '../model/question.ts';

/** Four points stand for a stretch: the smallest and the largest gap of either direction. */
const POINTS_PER_STRETCH = 4;

/**
 * Thins gaps to at most about `limit` points. The packets are cut into stretches of equal number; of each stretch the
 * smallest and the largest gap of either direction stay, so that no spike is lost. Order is kept.
 */
export function thinSeries(series: GapSeries, limit: number): GapSeries {
  const { length } = series.packet;
  if (length <= limit) return series;
  const stretches = Math.max(1, Math.floor(limit / POINTS_PER_STRETCH));
  const kept: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * length) / stretches);
    const to = Math.floor(((stretch + 1) * length) / stretches);
    kept.push(...extremes(series, from, to));
  }
  return pick(series, kept);
}

/** Rising positions of the extremes of from..to-1, each once. */
function extremes({ gapMs, direction }: GapSeries, from: number, to: number): readonly number[] {
  const least = [-1, -1];
  const most = [-1, -1];
  for (let at = from; at < to; at++) {
    const side = direction[at];
    if (least[side] < 0 || gapMs[at] < gapMs[least[side]]) least[side] = at;
    if (most[side] < 0 || gapMs[at] > gapMs[most[side]]) most[side] = at;
  }
  return [...new Set([...least, ...most])].filter((at) => at >= 0).sort((a, b) => a - b);
}

function pick(series: GapSeries, positions: readonly number[]): GapSeries {
  return {
    packet: Int32Array.from(positions, (at) => series.packet[at]),
    timeNs: Float64Array.from(positions, (at) => series.timeNs[at]),
    gapMs: Float64Array.from(positions, (at) => series.gapMs[at]),
    direction: Uint8Array.from(positions, (at) => series.direction[at]),
    total: series.total,
  };
}
