import { useEffect, useEffectEvent, useRef } from 'react';
import { readColors, watchColors } from '../theme/colors.ts';
import { COLOR_NAMES, toChartColors } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import { startChart } from './echarts.ts';
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
    chart.current?.setOption(build(toChartColors(readColors(element.current, COLOR_NAMES))), { notMerge: true });
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

  return <div ref={element} role="img" aria-label={label} className={styles.chart} />;
}
