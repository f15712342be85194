import { lazyPart } from '../widgets/LazyPart.tsx';
import styles from './Chart.module.css';

const chart = lazyPart(
  () => import('./Chart.tsx'),
  ({ Chart }) => Chart,
  <div className={styles.chart} />,
);

/** A chart whose scripts come when the first one is shown, if they are not here yet. */
export const LazyChart = chart.Part;
/** Fetches the charts' scripts before they are needed. */
export const preloadCharts = chart.preload;
