import { useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PacketIndex } from '../../core/model/units.ts';
import { readColors } from '../theme/colors.ts';
import { Foreign } from '../widgets/Foreign.tsx';
import { classNames } from '../widgets/class-names.ts';
import { SavePicture } from '../widgets/picture/SavePicture.tsx';
import type { Picture } from '../widgets/picture/svg.ts';
import { ladderPicture, PICTURE_COLORS } from './ladder-picture.ts';
import { downloadBlob } from '../widgets/download.ts';
import { BY_ADDRESS } from './hosts.ts';
import { layoutLadder } from './layout.ts';
import type { Ladder as Layout, LadderContent, LadderGap, LadderOptions, LadderRow } from './layout.ts';
import { LadderRowView } from './LadderRowView.tsx';
import { useScrollSpan } from './use-scroll-span.ts';
import { mermaidOf } from './mermaid.ts';
import { gapLabel, isTrouble, spokenRow } from './words.ts';
import styles from './Ladder.module.css';

export interface LadderProps {
  /** Accessible name. */
  readonly label: string;
  readonly content: LadderContent;
  /** Whether the other packets of a match's flows are drawn, faint. */
  readonly showOthers: boolean;
  /** The same object until it changes. */
  readonly options: LadderOptions;
  readonly formatTime: (timeNs: number) => string;
  /** The packet is the one in hand: walked to with the keys. */
  readonly onSelect: (packet: PacketIndex) => void;
  /** The packet is wanted in full: pressed, or Enter. */
  readonly onOpen: (packet: PacketIndex) => void;
}

const LEAST_LANE = 190;
const HEADER = 28;
/** Room for the words of a gap, right of the line of times. */
const GAP_ROOM = 76;
/** Width of a digit of the times, CSS pixels. */
const DIGIT = 6.65;

/** Packets as a ladder: a lifeline per host, an arrow per packet, time running down. */
export function Ladder({ label, content, showOthers, options, formatTime, onSelect, onOpen }: LadderProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [chosen, setActive] = useState(0);
  const [said, setSaid] = useState('');
  const span = useScrollSpan(scroller);
  const spine = useMemo(() => spineOf(content, formatTime), [content, formatTime]);
  const layout = useMemo(
    () =>
      layoutLadder(
        content,
        showOthers,
        { gutter: spine + GAP_ROOM, width: span.width, leastLane: LEAST_LANE },
        options,
      ),
    [content, showOthers, options, spine, span.width],
  );
  const { rows } = layout;
  const active = Math.max(0, Math.min(chosen, rows.length - 1));
  const events = content.events.length;
  const walk = (to: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row === undefined) return;
    setActive(rows.indexOf(row));
    setSaid(`${formatTime(row.packet.timeNs)}: ${spokenRow(row, events)}`);
    showRow(scroller.current, row.top, row.bottom);
    onSelect(row.packet.packet);
  };
  const press = (position: number): void => {
    const row = rows[position];
    if (row === undefined) return;
    setActive(position);
    onOpen(row.packet.packet);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') press(active);
    const target = targetOf(event.key, active, rows);
    if (target === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (target !== undefined) walk(target);
  };

  const picture = (): Picture | undefined =>
    scroller.current === null
      ? undefined
      : ladderPicture({
          layout,
          formatTime,
          spine,
          left: spine + GAP_ROOM,
          colors: readColors(scroller.current, PICTURE_COLORS),
        });

  const saveMermaid = (): void => {
    const lanes = layout.lanes.map(({ host }) => host);
    const text = mermaidOf(rows, options.hosts ?? BY_ADDRESS, lanes);
    downloadBlob(new Blob([text], { type: 'text/plain' }), 'ladder.mmd');
  };
  const mermaid = { id: 'mermaid', title: 'Mermaid', note: 'text, for documents that draw it', onChoose: saveMermaid };

  return (
    <div className={classNames(styles.frame, options.plain === true && styles.plainFrame)}>
      <div className={styles.save}>
        <SavePicture name="ladder" make={picture} more={[mermaid]} />
      </div>
      <div
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
        className={styles.scroller}
        onKeyDown={onKeyDown}
      >
        <LaneHeader layout={layout} />
        <svg className={styles.picture} width={layout.width} height={layout.height} role="presentation">
          <Lifelines layout={layout} />
          {rows.map(
            (row, position) =>
              ((row.bottom >= span.top && row.top <= span.bottom) || position === active) && (
                <LadderRowView
                  key={position}
                  id={`${id}-${position}`}
                  row={row}
                  time={formatTime(row.packet.timeNs)}
                  spoken={spokenRow(row, events)}
                  spine={spine}
                  left={spine + GAP_ROOM}
                  width={layout.width}
                  position={position}
                  count={rows.length}
                  active={position === active}
                  onPress={press}
                />
              ),
          )}
          <Gaps layout={layout} spine={spine} top={span.top} bottom={span.bottom} />
        </svg>
      </div>
      <p className={styles.said} role="status">
        {said === '' ? WALK : <Foreign>{said}</Foreign>}
      </p>
    </div>
  );
}

const WALK = 'Arrow keys walk the packets, ← and → those that stand out; Enter shows one in full.';

function LaneHeader({ layout }: { readonly layout: Layout }): ReactNode {
  const distance = (layout.lanes[1]?.x ?? layout.width) - (layout.lanes[0]?.x ?? 0);
  return (
    <div className={styles.header} style={{ inlineSize: layout.width, blockSize: HEADER }} aria-hidden>
      {layout.lanes.map(({ host, name, words, x }) => (
        <span
          key={host}
          className={styles.host}
          style={{ insetInlineStart: x, maxInlineSize: distance - 8 }}
          title={words ?? host}
        >
          <Foreign>{name ?? host}</Foreign>
        </span>
      ))}
    </div>
  );
}

function Lifelines({ layout }: { readonly layout: Layout }): ReactNode {
  return (
    <g aria-hidden>
      {layout.lanes.map(({ host, x }) => (
        <line key={host} className={styles.life} x1={x} x2={x} y1={0} y2={layout.height} />
      ))}
    </g>
  );
}

interface GapsProps {
  readonly layout: Layout;
  readonly spine: number;
  readonly top: number;
  readonly bottom: number;
}

/** The gaps between events; lifelines are broken where a gap is longer than it looks. */
function Gaps({ layout, spine, top, bottom }: GapsProps): ReactNode {
  const gaps = layout.gaps.filter(({ fromY, toY }) => toY >= top && fromY <= bottom);
  return (
    <g aria-hidden className={styles.gaps}>
      {gaps.map((gap) => (
        <Gap key={gap.toY} gap={gap} layout={layout} x={spine} />
      ))}
    </g>
  );
}

function Gap({ gap, layout, x }: { readonly gap: LadderGap; readonly layout: Layout; readonly x: number }): ReactNode {
  const middle = (gap.fromY + gap.toY) / 2;
  return (
    <>
      <line className={gap.cut ? styles.cutSpan : styles.span} x1={x} x2={x} y1={gap.fromY + 4} y2={gap.toY - 4} />
      <text className={styles.gap} x={x + 8} y={middle + 4}>
        {gapLabel(gap.gapNs)}
      </text>
      {gap.cut &&
        layout.lanes.map((lane) => (
          <line key={lane.host} className={styles.broken} x1={lane.x} x2={lane.x} y1={middle - 12} y2={middle + 4} />
        ))}
    </>
  );
}

/** Where the line of the events' times is: right of the longest time. */
function spineOf({ events }: LadderContent, formatTime: (timeNs: number) => string): number {
  const ends = [events[0], events.at(-1)].map((packet) =>
    packet === undefined ? 0 : formatTime(packet.timeNs).length,
  );
  return Math.ceil(Math.max(...ends, 9) * DIGIT) + 20;
}

/** Where a key leads from a row; undefined for keys that lead nowhere. */
function targetOf(key: string, active: number, rows: readonly LadderRow[]): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    ArrowRight: rows.findIndex((row, at) => at > active && standsOut(row)),
    ArrowLeft: rows.findLastIndex((row, at) => at < active && standsOut(row)),
    PageDown: active + 10,
    PageUp: active - 10,
    Home: 0,
    End: rows.length - 1,
  };
  const target = targets[key];
  return target === -1 && key !== 'ArrowUp' ? active : target;
}

/** Events of a match; of other ladders packets that TCP's numbers speak against. */
function standsOut({ kind, packet }: LadderRow): boolean {
  return kind === 'event' || (kind === 'plain' && isTrouble(packet));
}

function showRow(scroller: HTMLElement | null, top: number, bottom: number): void {
  if (scroller === null) return;
  const { scrollTop, clientHeight } = scroller;
  if (top < scrollTop) scroller.scrollTop = top;
  else if (bottom + HEADER > scrollTop + clientHeight) scroller.scrollTop = bottom + HEADER - clientHeight;
}
