import { svgDocument, svgElement, svgText, type Picture } from '../widgets/picture/svg.ts';
import type { Ladder, LadderGap, LadderRow } from './layout.ts';
import { arrowPaths, labelPlace } from './row-geometry.ts';
import { gapLabel, isTrouble, labelOf } from './words.ts';

/** Colours of the picture, by the theme's names. */
export const PICTURE_COLORS = [
  '--bg',
  '--bg-raised',
  '--text',
  '--text-dim',
  '--border-strong',
  '--match',
  '--accent',
  '--danger',
] as const;

interface PictureOptions {
  readonly layout: Ladder;
  readonly formatTime: (timeNs: number) => string;
  /** Where the line of the events' times is. */
  readonly spine: number;
  /** From where labels may begin. */
  readonly left: number;
  readonly colors: Readonly<Record<(typeof PICTURE_COLORS)[number], string>>;
}

/** Of arrows, by what their row is. */
const LINE_COLORS = { event: '--match', plain: '--accent', other: '--border-strong' } as const;

/** Room for the names of hosts above the lifelines. */
const HEADER = 34;

/** The whole ladder as a picture, also what is scrolled away. */
export function ladderPicture(options: PictureOptions): Picture {
  const { layout, colors } = options;
  const { lanes, rows, gaps, width } = layout;
  const height = layout.height + HEADER;
  const life = { stroke: colors['--border-strong'], 'stroke-width': 1 };
  const inside = [
    ...lanes.map(({ x }) => svgElement('line', { ...life, x1: x, x2: x, y1: HEADER, y2: height })),
    ...lanes.map(({ host, name, x }) =>
      svgText(name ?? host, { x, y: 21, 'text-anchor': 'middle', fill: colors['--text'], 'font-weight': 600 }),
    ),
    svgElement(
      'g',
      { transform: `translate(0 ${HEADER})` },
      ...gaps.map((gap) => gapOf(gap, options)),
      ...rows.map((row) => rowOf(row, options)),
    ),
  ];
  const fonts = { 'font-family': 'ui-monospace, Menlo, Consolas, monospace', 'font-size': 11 };
  return { svg: svgDocument(width, height, colors['--bg'], fonts, inside.join('')), width, height };
}

function rowOf(row: LadderRow, { layout, formatTime, spine, left, colors }: PictureOptions): string {
  const { kind, number, y, packet } = row;
  const isEvent = kind !== 'other';
  const color = colors[isTrouble(packet) ? '--danger' : LINE_COLORS[kind]];
  const words = colors[isEvent ? '--text' : '--text-dim'];
  const { line, head, start } = arrowPaths(row);
  const {
    x,
    y: labelY,
    anchor,
    text,
  } = labelPlace(row, labelOf(packet), {
    left,
    right: layout.width - 8,
  });
  // A rim of the ground keeps words readable over lifelines.
  const rim = { stroke: colors['--bg'], 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
  return [
    svgText(formatTime(packet.timeNs), { x: spine - 8, y: y + 4, 'text-anchor': 'end', fill: words }),
    ...(number > 0 ? [svgElement('circle', { cx: spine, cy: y, r: 3, fill: color })] : []),
    svgElement('path', {
      d: line,
      fill: 'none',
      stroke: color,
      'stroke-width': isEvent ? 1.75 : 1,
      'stroke-dasharray': isEvent ? undefined : '4 3',
    }),
    svgElement('path', { d: head, fill: color }),
    ...(start === undefined ? [] : [svgElement('circle', { cx: start.x, cy: start.y, r: 2, fill: color })]),
    svgText(text, { x, y: labelY, 'text-anchor': anchor, fill: words, ...rim }),
  ].join('');
}

/** Lifelines are broken where a gap is longer than it looks. */
function gapOf({ fromY, toY, gapNs, cut }: LadderGap, { layout, spine, colors }: PictureOptions): string {
  const middle = (fromY + toY) / 2;
  const color = colors[layout.rows[0]?.kind === 'plain' ? '--accent' : '--match'];
  const span = { stroke: color, 'stroke-width': 1, 'stroke-dasharray': cut ? '3 3' : undefined };
  const broken = { stroke: colors['--bg'], 'stroke-width': 3, 'stroke-dasharray': '3 2' };
  return [
    svgElement('line', { ...span, x1: spine, x2: spine, y1: fromY + 4, y2: toY - 4 }),
    svgText(gapLabel(gapNs), { x: spine + 8, y: middle + 4, fill: color }),
    ...(cut
      ? layout.lanes.map(({ x }) => svgElement('line', { ...broken, x1: x, x2: x, y1: middle - 12, y2: middle + 4 }))
      : []),
  ].join('');
}
