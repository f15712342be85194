import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { TimeBins, TimeRange } from '../../../core/model/question.ts';
import { readColors, watchColors } from '../../theme/colors.ts';
import type { AxisText } from './axis-labels.ts';
import { drawStrip, STRIP_COLORS, STRIP_HEIGHT } from './draw-strip.ts';
import type { StripScale } from './strip-scale.ts';

/** Draws on a canvas whenever something of the picture has changed. `scale` is the same object while it is the same. */
export function usePicture(
  scale: StripScale,
  bins: TimeBins | undefined,
  range: TimeRange | undefined,
  axisText: AxisText,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [theme, setTheme] = useState(0);
  useEffect(() => watchColors(() => setTheme((count) => count + 1)), []);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    const parent = element?.parentElement;
    if (!element || !context || !parent || bins === undefined || scale.width === 0) return;
    const ratio = devicePixelRatio;
    element.width = Math.round(scale.width * ratio);
    element.height = Math.round(STRIP_HEIGHT * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const font = `11px ${getComputedStyle(parent).fontFamily}`;
    drawStrip(context, { scale, bins, range, axisText, colors: readColors(parent, STRIP_COLORS), font });
  }, [bins, range, scale, axisText, theme]);
  return canvas;
}
