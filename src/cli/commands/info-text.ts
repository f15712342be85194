import { secondsOf } from '../../base/exact-time.ts';
import { oneLine, shownLine } from '../../base/text.ts';
import type { CaptureInterface, CaptureSummary } from '../../core/model/capture-info.ts';
import { linkTypeName } from '../../core/model/link-types.ts';
import { REASON_WORDS } from '../../core/model/reasons.ts';
import type { FlowlessReason } from '../../core/model/packet-table.ts';
import { interfaceNotes, noteLines, originLines } from './info-notes.ts';
import { isoTime } from './iso-time.ts';

const LABEL_WIDTH = 14;
/** Characters of an interface's name that are written. */
const MOST_NAME = 1000;

/** What `info` tells people of a capture. Numbers are bare, for copying. */
export function infoText(path: string, summary: CaptureSummary): string {
  const lines: readonly (readonly [label: string, value: string])[] = [
    ['Format', format(summary)],
    ['Size', `${summary.fileBytes} B`],
    ...originLines(summary),
    ...interfaceLines(summary),
    ['Packets', String(summary.packets)],
    ['Bytes', `${summary.wireBytes} on the wire, ${summary.capturedBytes} captured`],
    ...timeLines(summary),
    ['Flows', String(summary.flows)],
    ['In no flow', flowless(summary)],
    ['Problems', String(summary.problems.length + summary.problemsOmitted)],
    ...noteLines(summary.notes),
  ];
  return `${shownLine(path)}\n${lines.map(([label, value]) => `  ${label.padEnd(LABEL_WIDTH)}${value}\n`).join('')}`;
}

function format({ format: container, compression, bigEndian, nanoseconds }: CaptureSummary): string {
  const order = bigEndian ? 'big-endian' : 'little-endian';
  const clock = container === 'pcap' ? `, ${nanoseconds ? 'nanoseconds' : 'microseconds'}` : '';
  return `${container}, ${order}${clock}${compression === 'none' ? '' : `, ${compression}`}`;
}

function interfaceLines({ interfaces, interfacesOmitted = 0 }: CaptureSummary): readonly (readonly [string, string])[] {
  const lines = interfaces.map((from, number): readonly [string, string] => [
    `Interface ${number}`,
    [interfaceText(from), ...interfaceNotes(from)].join(', '),
  ]);
  return interfacesOmitted === 0 ? lines : [...lines, ['Interfaces', `${lines.length + interfacesOmitted} in all`]];
}

function interfaceText({ linkType, snaplen, name, packets }: CaptureInterface): string {
  const known = linkTypeName(linkType);
  const link = known === undefined ? `link type ${linkType}` : `${known.name} (${known.title})`;
  const limit = snaplen === 0 ? 'no snaplen' : `snaplen ${snaplen}`;
  return `${name === undefined ? '' : `${oneLine(name, MOST_NAME)}, `}${link}, ${limit}, packets ${packets}`;
}

function timeLines(summary: CaptureSummary): readonly (readonly [string, string])[] {
  const { earliestNs, latestNs } = summary;
  if (earliestNs === undefined || latestNs === undefined) return [];
  return [
    ['First', isoTime(earliestNs)],
    ['Last', isoTime(latestNs)],
    ['Duration', `${secondsOf(latestNs - earliestNs)} s`],
  ];
}

function flowless({ flowless: counts }: CaptureSummary): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const parts = counts.flatMap((count, reason) =>
    count === 0 ? [] : [`${count} ${REASON_WORDS[reason as FlowlessReason]}`],
  );
  return total === 0 ? '0' : `${total} (${parts.join(', ')})`;
}
