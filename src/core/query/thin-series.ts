import type { GapSeries } from '../model/question.ts';

/** Four points stand for a stretch: the smallest and the largest gap of either direction. */
const POINTS_PER_STRETCH = 4;

interface GapPoint {
  readonly packet: number;
  readonly timeNs: number;
  readonly gapMs: number;
  readonly way: number;
}

/**
 * Thins gaps that come one by one to at most about `limit` points. They are cut into stretches of equal number; of each
 * stretch the smallest and the largest gap of either direction stay, so that no spike is lost. Order is kept. No more than
 * the points that stay are ever held.
 */
export class SeriesThinner {
  private readonly points: GapPoint[] = [];
  private readonly stretches: number;
  private at = 0;
  private stretch = 0;
  private end: number;
  private extremes: (GapPoint | undefined)[] = [undefined, undefined, undefined, undefined];

  /** `total`: how many gaps will come. */
  constructor(
    private readonly total: number,
    limit: number,
  ) {
    this.stretches = total <= limit ? 0 : Math.max(1, Math.floor(limit / POINTS_PER_STRETCH));
    this.end = this.endOf(0);
  }

  /** `way`: 0 from the flow's source, 1 back. */
  add(packet: number, timeNs: number, gapMs: number, way: number): void {
    if (this.stretches === 0) {
      this.points.push({ packet, timeNs, gapMs, way });
      return;
    }
    while (this.at >= this.end) this.finishStretch();
    this.at++;
    const side = way === 0 ? 0 : 2;
    const least = this.extremes[side];
    const most = this.extremes[side + 1];
    const isLeast = least === undefined || gapMs < least.gapMs;
    const isMost = most === undefined || gapMs > most.gapMs;
    if (!isLeast && !isMost) return; // nearly always: nothing is made for it
    const point = { packet, timeNs, gapMs, way };
    if (isLeast) this.extremes[side] = point;
    if (isMost) this.extremes[side + 1] = point;
  }

  series(): GapSeries {
    this.finishStretch();
    const { points, total } = this;
    return {
      packet: Int32Array.from(points, ({ packet }) => packet),
      timeNs: Float64Array.from(points, ({ timeNs }) => timeNs),
      gapMs: Float64Array.from(points, ({ gapMs }) => gapMs),
      direction: Uint8Array.from(points, ({ way }) => way),
      total,
    };
  }

  private endOf(stretch: number): number {
    return Math.floor(((stretch + 1) * this.total) / Math.max(1, this.stretches));
  }

  private finishStretch(): void {
    const kept = new Set(this.extremes.filter((point) => point !== undefined));
    this.points.push(...[...kept].sort((a, b) => a.packet - b.packet));
    this.extremes = [undefined, undefined, undefined, undefined];
    this.stretch++;
    this.end = this.endOf(this.stretch);
  }
}
