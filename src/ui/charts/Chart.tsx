import { useEffect, useEffectEvent, useRef } from 'react';
import { readColors, watchColors } from '../theme/colors.ts';
import { COLOR_NAMES, toChartColors } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import { SavePicture } from '../widgets/picture/SavePicture.tsx';
import type { Picture } from '../widgets/picture/svg.ts';
import { drawSvg, startChart } from './echarts.ts';
import type { EChartsCoreOption, EChartsType } from './echarts.ts';
import styles from './Chart.module.css';

export interface ChartProps {
  /** What the picture shows, in words. */
  readonly label: string;
  /** Builds the chart; the same function while it builds the same. */
  readonly build: (colors: ChartColors) => EChartsCoreOption;
  /** A press on a point, as echarts describes it. */
  readonly onPoint?: ((point: unknown) => void) | undefined;
}

/** Mounts, sizes, colours and disposes a chart. Loaded on demand: it brings echarts with it. */
export function Chart({ label, build, onPoint }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const press = useEffectEvent((point: unknown) => onPoint?.(point));
  const draw = useEffectEvent(() => {
    if (element.current === null) return;
    const option = build(toChartColors(readColors(element.current, COLOR_NAMES)));
    const { fontFamily } = getComputedStyle(element.current);
    chart.current?.setOption({ ...option, textStyle: { ...textStyleOf(option), fontFamily } }, { notMerge: true });
  });

  useEffect(() => {
    const inside = element.current;
    if (inside === null) return undefined;
    const started = startChart(inside);
    chart.current = started;
    started.on('click', (point) => press(point));
    const observer = new ResizeObserver(() => started.resize());
    observer.observe(inside);
    draw();
    const unwatch = watchColors(() => draw());
    return () => {
      unwatch();
      observer.disconnect();
      chart.current = undefined;
      started.dispose();
    };
  }, []);

  useEffect(() => draw(), [build]);

  const picture = (): Picture | undefined => pictureOfChart(element.current, build);
  return (
    <div className={styles.frame}>
      <div ref={element} role="img" aria-label={label} className={styles.chart} />
      <div className={styles.save}>
        <SavePicture name={fileName(label)} make={picture} />
      </div>
    </div>
  );
}

/** The chart drawn anew as SVG, as large as on the page, in the colours and letters of the page. */
function pictureOfChart(element: HTMLElement | null, build: ChartProps['build']): Picture | undefined {
  if (element === null) return undefined;
  const { clientWidth: width, clientHeight: height } = element;
  const option = build(toChartColors(readColors(element, COLOR_NAMES)));
  const ground = readColors(element, ['--bg'])['--bg'];
  // It comes to stand in an attribute, between double quotes that echarts does not escape.
  const fontFamily = getComputedStyle(element).fontFamily.replaceAll('"', "'");
  const textStyle = { ...option['textStyle'], fontFamily };
  return { svg: drawSvg({ ...option, textStyle, backgroundColor: ground }, width, height), width, height };
}

/** The beginning of what it shows, as the name of a file. */
function fileName(label: string): string {
  return label
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 4)
    .join('-');
}

/** What an option says of all its texts. */
function textStyleOf({ textStyle }: EChartsCoreOption): object {
  return typeof textStyle === 'object' && textStyle !== null ? textStyle : {};
}
