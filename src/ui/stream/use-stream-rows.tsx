import { useMemo, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { StreamPart } from '../../core/model/stream.ts';
import { useWidth } from '../widgets/use-width.ts';
import { layOut, type ShownWays, type StreamLook, type StreamRows } from './stream-layout.ts';
import styles from './Stream.module.css';

const PROBED = 100;
/** Characters before a line: arrow, packet, spaces; and room for a scroll bar, px. */
const BEFORE = 4;
const SCROLL_BAR = 24;
/** Columns that a line has at least; bytes of a hex line that fit 66 and 110 columns. */
const LEAST = 16;
/** Above this number of columns a line of hex has so many bytes. */
const HEX_COLUMNS = [
  [100, 32],
  [0, 16],
] as const;
/** A hex dump needs offset, digits and ASCII: four columns a byte and some. */
const DUMP_COLUMNS = 80;

/** The rows of a part for the width that there is; `probe` measures a character and is to stand in the frame. */
export function useStreamRows(
  frame: RefObject<HTMLElement | null>,
  part: StreamPart,
  look: StreamLook,
  ways: ShownWays,
): { readonly rows: StreamRows; readonly digits: StreamDigits; readonly probe: ReactNode } {
  const probe = useRef<HTMLSpanElement>(null);
  const character = useWidth(probe) / PROBED;
  const width = useWidth(frame);
  const room = character > 0 ? Math.floor((width - SCROLL_BAR) / character) : DUMP_COLUMNS;
  const digits = useMemo(() => digitsOf(part), [part]);
  const columns = columnsOf(look, room - BEFORE - digits.packet);
  const rows = useMemo(() => layOut(part, look, ways, columns), [part, look, ways, columns]);
  const element = (
    <span ref={probe} aria-hidden className={styles.probe}>
      {'0'.repeat(PROBED)}
    </span>
  );
  return { rows, digits, probe: element };
}

/** Digits of the largest numbers of a part. */
export interface StreamDigits {
  readonly packet: number;
  /** Hexadecimal, of offsets. */
  readonly offset: number;
}

function digitsOf({ pieces }: StreamPart): StreamDigits {
  let packet = 1;
  let offset = 0;
  for (const piece of pieces) {
    packet = Math.max(packet, piece.packet + 1);
    offset = Math.max(offset, piece.offset + piece.length);
  }
  return { packet: String(packet).length, offset: Math.max(4, offset.toString(16).length) };
}

/** Characters or bytes of a line by the characters that there is room for. */
function columnsOf(look: StreamLook, room: number): number {
  if (look === 'text') return Math.max(LEAST, room);
  if (look === 'hex') return room >= DUMP_COLUMNS ? 16 : 8;
  return HEX_COLUMNS.find(([least]) => room >= least)?.[1] ?? 8;
}
