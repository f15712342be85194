import type { TimeRange } from '../../../core/model/question.ts';
import type { StripScale } from './strip-scale.ts';
import { panView, zoomView } from './strip-zoom.ts';
import type { Axis } from './strip-zoom.ts';

/** Fingers nearer to each other than this, pixels, are taken for that far apart. */
const LEAST_APART = 16;

/** Two fingers on a strip: what they hold when the second comes down stays beneath them. */
export class Pinch {
  /** Pixel of each finger, by its pointer id. */
  private readonly fingers = new Map<number, number>();
  private held: { readonly scale: StripScale; readonly middle: number; readonly apart: number } | undefined;

  /** A finger comes down. True if there are two now. */
  down(id: number, x: number, scale: StripScale): boolean {
    this.fingers.set(id, x);
    this.held = this.fingers.size === 2 ? { scale, ...this.place() } : undefined;
    return this.held !== undefined;
  }

  /** The view after a finger has moved: undefined is everything; "none" while there are not two. */
  move(id: number, x: number, axis: Axis): TimeRange | undefined | 'none' {
    if (this.fingers.has(id)) this.fingers.set(id, x);
    if (this.held === undefined) return 'none';
    const { scale, middle, apart } = this.held;
    const now = this.place();
    const view = zoomView(axis, scale.view, scale.toTime(middle), apart / now.apart);
    return view && panView(axis, view, (middle - now.middle) / Math.max(1, scale.width));
  }

  /** A finger goes up, or is taken for something else by the browser. */
  up(id: number): void {
    this.fingers.delete(id);
    this.held = undefined;
  }

  private place(): { readonly middle: number; readonly apart: number } {
    const [a = 0, b = 0] = this.fingers.values();
    return { middle: (a + b) / 2, apart: Math.max(LEAST_APART, Math.abs(a - b)) };
  }
}
