/**
 * A sum of numbers that come and go. It is exact until it is read, so it does not drift however many were taken away again:
 * parts that do not overlap, none of which loses a bit (J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997;
 * as `math.fsum` of Python).
 */
export class ExactSum {
  private parts: number[] = [];
  private notFinite = new Map<number, number>();

  /** Adds a number. */
  add(value: number): void {
    if (Number.isFinite(value)) this.grow(value);
    else this.notFinite.set(value, (this.notFinite.get(value) ?? 0) + 1);
  }

  /** Takes a number away that was added. */
  remove(value: number): void {
    if (Number.isFinite(value)) return this.grow(-value);
    const count = (this.notFinite.get(value) ?? 0) - 1;
    if (count > 0) this.notFinite.set(value, count);
    else this.notFinite.delete(value);
  }

  /** The sum; NaN and infinities count as in an addition. */
  get value(): number {
    let sum = 0;
    for (const value of this.notFinite.keys()) sum += value;
    for (let at = this.parts.length - 1; at >= 0; at--) sum += this.parts[at];
    return sum;
  }

  private grow(value: number): void {
    let sum = value;
    let kept = 0;
    for (const part of this.parts) {
      const [large, small] = Math.abs(sum) < Math.abs(part) ? [part, sum] : [sum, part];
      sum = large + small;
      const lost = small - (sum - large);
      if (lost !== 0) this.parts[kept++] = lost;
    }
    this.parts.length = kept;
    if (sum !== 0) this.parts.push(sum);
  }
}
