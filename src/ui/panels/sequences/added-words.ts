import { formatCountOf } from '../../../base/format.ts';
import type { AddedSummary, PrintedLines } from '../../../core/model/operators.ts';

/** Pieces of printers that are shown. */
const MOST_SHOWN = 500;

/** "3 columns added to 1,234 flows. Plugins ended 12 flows." */
export function addedWords({ packetColumns, flowColumns, packets, flows, cuts }: AddedSummary): string {
  const added = [
    ...(flowColumns === 0 ? [] : [`${formatCountOf(flowColumns, 'column')} added to ${formatCountOf(flows, 'flow')}`]),
    ...(packetColumns === 0
      ? []
      : [`${formatCountOf(packetColumns, 'column')} added to ${formatCountOf(packets, 'packet')}`]),
  ];
  const ended = cuts === 0 ? '' : ` Plugins ended ${formatCountOf(cuts, 'flow')}.`;
  return `${added.length === 0 ? 'No column was added' : added.join(', ')}.${ended}`;
}

/** The first pieces that printers wrote. */
export function firstPieces(lines: PrintedLines): readonly string[] {
  return pieces(lines, MOST_SHOWN);
}

/** All that printers wrote, as the command line writes it. */
export function allLines(lines: PrintedLines): string {
  return `${pieces(lines, lines.ends.length).join('\n')}\n`;
}

function pieces({ ends, text }: PrintedLines, most: number): readonly string[] {
  return Array.from(ends.subarray(0, most), (end, at) => text.slice(at === 0 ? 0 : ends[at - 1], end));
}
