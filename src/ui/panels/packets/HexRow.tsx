import { memo } from 'react';
import { hexByte } from '../../../base/text.ts';
import { asciiByte } from './hex-text.ts';
import styles from './HexView.module.css';

interface HexRowProps {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly count: number;
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly hoveredFrom: number;
  readonly hoveredTo: number;
  /** By byte of the packet: 1 in a place that a filter found, 2 in the one that is looked at. */
  readonly hits: Uint8Array | undefined;
  /** The byte that the keys stand on, if it is in this row; -1. */
  readonly cursor: number;
}

/** One line of the dump: offset, bytes, ASCII. */
export const HexRow = memo(function HexRow(props: HexRowProps) {
  const { bytes, from, count } = props;
  const row = Array.from(bytes.subarray(from, from + count));
  return (
    <div className={styles.row}>
      <span className={styles.offset}>{from.toString(16).padStart(4, '0')}</span>
      <span className={styles.bytes} data-count={count}>
        {row.map((byte, index) => (
          <span key={index} {...marks(props, from + index)}>
            {hexByte(byte)}
          </span>
        ))}
      </span>
      <span className={styles.ascii}>
        {row.map((byte, index) => (
          <span key={index} {...marks(props, from + index)}>
            {asciiByte(byte)}
          </span>
        ))}
      </span>
    </div>
  );
});

function marks({ hits, selectedFrom, selectedTo, hoveredFrom, hoveredTo, cursor }: HexRowProps, at: number) {
  return {
    'data-at': at,
    'data-selected': at >= selectedFrom && at < selectedTo ? '' : undefined,
    'data-hit': hits === undefined || (hits[at] ?? 0) === 0 ? undefined : hits[at] === 2 ? 'current' : '',
    'data-hovered': at >= hoveredFrom && at < hoveredTo ? '' : undefined,
    'data-cursor': at === cursor ? '' : undefined,
  };
}
