import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { gridColumn } from '../../table/grid-columns.ts';
import type { CellContext, GridColumn } from '../../table/types.ts';
import styles from './group-pictures.module.css';

const WIDTH = 144;
const HEIGHT = 18;
const LEAST = 1.5;

/** The picture of when the rows of a group were; the page draws it from the window’s activity. */
export function activityColumn(nouns: string): GridColumn {
  const description: ColumnDescription = {
    id: 'activity',
    label: 'When',
    kind: 'list',
    group: 'Counted',
    unit: '',
    help: `The ${nouns} of the group over the time that all groups span, in equal parts from left to right. Each row is drawn by its own largest part.`,
    formula: '',
  };
  return gridColumn(description, {
    width: WIDTH + 16,
    stored: false,
    text: () => '',
    render: ({ activity }) => activity !== undefined && <Activity counts={activity} nouns={nouns} />,
  });
}

function Activity({ counts, nouns }: { readonly counts: readonly number[]; readonly nouns: string }): ReactNode {
  const most = Math.max(1, ...counts);
  const bar = WIDTH / counts.length;
  const bars = counts.map((count, at) => {
    const height = count === 0 ? 0 : Math.max(LEAST, (HEIGHT * count) / most);
    return count === 0 ? '' : `M${at * bar} ${HEIGHT}v${-height}h${bar - 0.5}v${height}z`;
  });
  return (
    <svg
      role="img"
      aria-label={activityWords(counts, nouns)}
      className={styles.activity}
      width={WIDTH}
      height={HEIGHT + 1}
    >
      <path className={styles.axis} d={`M0 ${HEIGHT}h${WIDTH}v1h-${WIDTH}z`} />
      <path className={styles.bars} d={bars.join('')} />
    </svg>
  );
}

/** The picture in words: in how many parts there is anything, from where to where, and how much at most. */
export function activityWords(counts: readonly number[], nouns: string): string {
  const busy = counts.filter((count) => count > 0).length;
  const percent = (at: number): string => `${Math.round((100 * at) / counts.length)} %`;
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  if (first < 0) return 'nothing';
  return `from ${percent(first)} to ${percent(last + 1)} of the time, in ${busy} of ${counts.length} parts, at most ${formatCount(Math.max(...counts))} ${nouns} in one`;
}

/** A percentage with its bar. */
export function shareBar({ cell }: CellContext): ReactNode {
  if (typeof cell !== 'number' || Number.isNaN(cell)) return '';
  return (
    <span className={styles.share}>
      <span className={styles.bar} style={{ inlineSize: `${Math.min(100, cell)}%` }} />
      <span className={styles.number}>{percentText(cell)}</span>
    </span>
  );
}

/** Two digits that count; what is there is never 0. */
const percentText = (percent: number): string =>
  percent > 0 && percent < 0.01 ? '< 0.01' : percent.toFixed(percent < 1 ? 2 : 1);
