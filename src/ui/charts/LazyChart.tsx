import { Suspense, lazy } from 'react';
import type { ChartProps } from './Chart.tsx';
import styles from './Chart.module.css';

const loadChart = () => import('./Chart.tsx');
const Chart = lazy(async () => ({ default: (await loadChart()).Chart }));

/** Fetches the charts' scripts before they are needed, so that opening a capture asks the network for nothing. */
export function preloadCharts(): Promise<unknown> {
  return loadChart();
}

/** A chart whose scripts come when the first one is shown. */
export function LazyChart(props: ChartProps) {
  return (
    <Suspense fallback={<div className={styles.chart} />}>
      <Chart {...props} />
    </Suspense>
  );
}
