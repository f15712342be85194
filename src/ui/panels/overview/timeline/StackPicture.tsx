import { useMemo, useRef, useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import type { CaptureSummary } from '../../../../core/model/capture-info.ts';
import type { ProtocolBinsRequest } from '../../../../core/model/protocol-bins.ts';
import { setRange } from '../../../../state/actions/view.ts';
import { rangeWords } from '../../../charts/time-strip/axis-text.ts';
import { Foreign } from '../../../widgets/Foreign.tsx';
import { amountWords, binWords, kindColor, useTimeWriting } from './kind-words.ts';
import { stackedPaths, totalsOf, type Bin, type Layer } from './stack.ts';
import styles from './ProtocolTimeline.module.css';

const HEIGHT = 120;
/** Room above the highest bar. */
const TOP = 6;

interface StackPictureProps {
  readonly layers: readonly Layer[];
  readonly bins: readonly Bin[];
  readonly unit: ProtocolBinsRequest['unit'];
  readonly summary: CaptureSummary;
}

/** The bars, with what is under the pointer in words below; a press or a drag takes their time as the range. */
export function StackPicture({ layers, bins, unit, summary }: StackPictureProps): ReactNode {
  const writing = useTimeWriting(summary);
  const { hovered, brushed, handlers } = useBrush(bins);
  const paths = useMemo(() => stackedPaths(layers, bins, HEIGHT - TOP), [layers, bins]);
  const width = (bins.at(-1)?.x ?? 0) + 1;
  const most = Math.max(0, ...totalsOf(layers, bins.length));
  const [first, last] = [bins[0], bins.at(-1)];
  const at = hovered === undefined ? undefined : bins[hovered];
  const whole = first && last && rangeWords({ fromNs: first.fromNs, toNs: last.toNs }, writing);
  return (
    <>
      <svg
        role="img"
        aria-label={`Stacked bars over time, at most ${amountWords(most, unit)} a bar: ${layers.map(({ name }) => name).join(', ')}`}
        className={styles.picture}
        viewBox={`0 ${-TOP} ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        {...handlers}
      >
        {brushed !== undefined && (
          <rect className={styles.brush} x={brushed.from} y={-TOP} width={brushed.to - brushed.from} height={HEIGHT} />
        )}
        {paths.map((path, layer) => (
          <path key={layer} d={path} style={{ fill: kindColor(layers[layer], layer) }} />
        ))}
      </svg>
      <p className={styles.words}>
        {hovered === undefined || at === undefined ? (
          whole !== undefined && `${whole}; the highest bar is ${amountWords(most, unit)}. ${gapWords(bins)}`
        ) : (
          <Foreign>{`${rangeWords(at, writing)}: ${binWords(layers, hovered, unit)}`}</Foreign>
        )}
      </p>
    </>
  );
}

function gapWords(bins: readonly Bin[]): string {
  return bins.some(({ x }, at) => x !== at) ? 'Gaps are long silences, left out.' : '';
}

/** Which bin is under the pointer, and which are drawn over. */
function useBrush(bins: readonly Bin[]) {
  const [hovered, setHovered] = useState<number>();
  const [from, setFrom] = useState<number>();
  const pressed = useRef(false);
  const binAt = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const x = ((clientX - left) / width) * ((bins.at(-1)?.x ?? 0) + 1);
    const after = bins.findIndex((bin) => bin.x + 1 > x);
    return after < 0 ? bins.length - 1 : after;
  };
  const leave = (): void => {
    pressed.current = false;
    setFrom(undefined);
    setHovered(undefined);
  };
  const [a, b] = [Math.min(from ?? 0, hovered ?? 0), Math.max(from ?? 0, hovered ?? 0)];
  const shown = from === undefined ? hovered : undefined;
  const [low, high] = shown === undefined ? [bins[a], bins[b]] : [bins[shown], bins[shown]];
  return {
    hovered,
    brushed: hovered === undefined || low === undefined ? undefined : { from: low.x, to: (high?.x ?? low.x) + 1 },
    handlers: {
      onPointerDown(event: PointerEvent<SVGSVGElement>): void {
        if (event.button !== 0 || bins.length === 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = true;
        setFrom(binAt(event));
        setHovered(binAt(event));
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>): void =>
        setHovered(bins.length === 0 ? undefined : binAt(event)),
      onPointerUp(): void {
        const [first, last] = [bins[a], bins[b]];
        if (pressed.current && first !== undefined && last !== undefined)
          setRange({ fromNs: first.fromNs, toNs: last.toNs });
        leave();
      },
      onPointerCancel: leave,
      onPointerLeave: (): void => (pressed.current ? undefined : leave()),
    },
  };
}
