import { useRef, useState } from 'react';
import type { MouseEvent, PointerEvent } from 'react';
import type { TimeRange } from '../../../core/model/question.ts';
import { cursorAt, isDrag, isInside, rangeOfDrag, takeHold } from './brush-drag.ts';
import type { Drag } from './brush-drag.ts';
import { AXIS_TOP } from './draw-strip.ts';
import { Pinch } from './pinch.ts';
import type { StripScale } from './strip-scale.ts';
import { panView } from './strip-zoom.ts';
import type { Axis } from './strip-zoom.ts';

/** What the pointer does on the strip. */
export interface Brush {
  /** The range while it is drawn, before it counts. */
  readonly draft: TimeRange | undefined;
  /** Pixel under the pointer. */
  readonly hoverX: number | undefined;
  readonly cursor: string;
  readonly handlers: Pick<
    React.DOMAttributes<HTMLElement>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onPointerLeave' | 'onDoubleClick'
  >;
}

export interface BrushActions {
  readonly onRange: (range: TimeRange | undefined) => void;
  /** Another view, while the axis is dragged. */
  readonly onPan: (view: TimeRange | undefined) => void;
  /** A double press: into the range, or out of what is shown. */
  readonly onZoomToRange: () => void;
  readonly onBack: () => void;
}

/**
 * Draws a new range, moves it, or pulls one of its ends; a click beside it takes it away. On the axis the view is moved. A
 * double press in the range zooms to it, elsewhere back. Two fingers zoom and move the view.
 */
export function useBrush(
  scale: StripScale,
  axis: Axis,
  range: TimeRange | undefined,
  { onRange, onPan, onZoomToRange, onBack }: BrushActions,
): Brush {
  const drag = useRef<Drag | undefined>(undefined);
  const [pinch] = useState(() => new Pinch());
  const [draft, setDraft] = useState<TimeRange | undefined>(undefined);
  const [hover, setHover] = useState<{ readonly x: number; readonly onAxis: boolean } | undefined>(undefined);

  const release = (): void => {
    drag.current = undefined;
    setDraft(undefined);
  };
  const down = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, onAxis } = placeOf(event);
    if (event.pointerType === 'touch' && pinch.down(event.pointerId, x, scale)) return release();
    drag.current = takeHold(scale, range, x, onAxis);
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const at = placeOf(event);
    setHover(at);
    const pinched = pinch.move(event.pointerId, at.x, axis);
    if (pinched !== 'none') return onPan(pinched);
    const held = drag.current;
    if (held === undefined) return;
    if (held.kind === 'pan') onPan(panView(axis, held.view, (held.startX - at.x) / Math.max(1, scale.width)));
    else if (draft !== undefined || isDrag(held, at.x)) setDraft(rangeOfDrag(held, scale, at.x));
  };
  const up = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current;
    pinch.up(event.pointerId);
    release();
    if (held === undefined || held.kind === 'pan') return;
    const { x } = placeOf(event);
    if (draft !== undefined || isDrag(held, x)) onRange(rangeOfDrag(held, scale, x));
    else if (held.clears) onRange(undefined);
  };
  const cancel = (event: PointerEvent<HTMLElement>): void => {
    pinch.up(event.pointerId);
    release();
  };
  const doublePress = (event: MouseEvent<HTMLElement>): void => {
    const { x, onAxis } = placeOf(event);
    if (!onAxis && isInside(scale, range, x)) onZoomToRange();
    else onBack();
  };
  return {
    draft,
    hoverX: hover?.x,
    cursor: cursorAt(scale, range, hover?.x, hover?.onAxis ?? false),
    handlers: {
      onPointerDown: down,
      onPointerMove: move,
      onPointerUp: up,
      onPointerCancel: cancel,
      onPointerLeave: () => setHover(undefined),
      onDoubleClick: doublePress,
    },
  };
}

function placeOf(event: MouseEvent<HTMLElement>): { readonly x: number; readonly onAxis: boolean } {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, onAxis: event.clientY - top >= AXIS_TOP };
}
